import cds from '@sap/cds';

// The peer: SAP's CAP over SQLite in a file, OData 4, started by `fork` with the file's address in CDS_CONFIG. Nobody signs in: it checks no token.
process.on('message', async ({ contacts, activities }) => {
  const db = await cds.connect.to('db');
  await cds.deploy('*').to(db);
  for (const [entity, rows] of [
    ['crm.Contacts', contacts],
    ['crm.Activities', activities],
  ]) {
    for (let start = 0; start < rows.length; start += 5_000)
      await db.run(INSERT.into(entity).entries(rows.slice(start, start + 5_000)));
  }
  // CAP makes no indexes by itself; ours has one like it.
  await db.run('CREATE INDEX activities_by_contact ON crm_Activities (contact_ID, occurredAt DESC, ID)');
  const server = await cds.server({ port: 0 });
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  process.send({ port: server.address().port });
});
