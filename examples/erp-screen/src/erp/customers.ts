/** A customer of the ERP. Rapport knows the person as `erp:NUMBER`. */
export interface Customer {
  readonly number: string;
  readonly name: string;
  readonly contact: string;
  readonly town: string;
  readonly terms: string;
}

export const customers: readonly Customer[] = [
  { number: '10042', name: 'Nordlicht GmbH', contact: 'Greta Hartmann', town: 'Jena', terms: '30 days net' },
  { number: '10045', name: 'Fjordlys AS', contact: 'Silje Bø', town: 'Bergen', terms: '14 days net' },
  { number: '10048', name: 'Harrowgate plc', contact: 'Amelia Bennett', town: 'Leeds', terms: '30 days net' },
  {
    number: '10051',
    name: 'Cedarline LLC',
    contact: 'Ethan Washington',
    town: 'Chicago, IL',
    terms: '14 days 2 %, 30 days net',
  },
  { number: '10054', name: 'Groupe Belledonne', contact: 'Élodie Garçon', town: 'Lyon', terms: '45 days net' },
  { number: '10057', name: '東光株式会社', contact: '斎藤 陽子', town: '東京都千代田区', terms: '30 days net' },
  { number: '10060', name: 'مختبرات الخليج', contact: 'ليلى الهاجري', town: 'مدينة الكويت', terms: 'Letter of credit' },
  { number: '10063', name: 'Güneşli A.Ş.', contact: 'Yiğit İnce', town: 'Ankara', terms: '30 days net' },
];
