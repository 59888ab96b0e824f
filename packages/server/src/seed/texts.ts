import type { Country } from './countries.ts';

/** A subject with what is asked and what is answered. `{product}`, `{given}`, `{agent}` and `{number}` are put in. */
export type Exchange = readonly [subject: string, asked: string, answered: string];

/** What customers write by e-mail and chat, in their own languages. */
export const exchanges: Readonly<Record<Country['language'], readonly Exchange[]>> = {
  en: [
    [
      'Delivery date for order {number}',
      'Hello {agent},\n\nour order {number} was due last week. Could you let us know when the {product} will arrive? We have a measurement campaign starting on the 14th.\n\nKind regards\n{given}',
      'Hello {given},\n\nthe {product} leaves our works tomorrow and will be with you on Thursday. The carrier will send you a tracking link. Sorry for the delay.\n\nBest wishes\n{agent}',
    ],
    [
      'Quote for {product}',
      'Dear {agent},\n\nplease send us a quote for two units of the {product}, including installation and one year of maintenance.\n\nThank you\n{given}',
      'Dear {given},\n\nthe quote is attached. It includes installation and training on site; the price holds for 60 days. Shall we talk it through on Tuesday?\n\n{agent}',
    ],
    [
      'Baseline drift on {product}',
      'Hi {agent},\n\nsince the move to the new lab the baseline of our {product} drifts by about 0.02 per hour. The lamp was replaced in spring. Any idea?\n\n{given}',
      'Hi {given},\n\nthat is most likely the air flow from the new ventilation. Please try the cover, and send me the self-test report; if it persists we will send an engineer.\n\n{agent}',
    ],
    [
      'Invoice {number}: two lines too many',
      'Hello,\n\ninvoice {number} lists the calibration set twice, we only received one. Please send a corrected invoice.\n\n{given}',
      'Hello {given},\n\nyou are right, the corrected invoice is attached. The old one has been cancelled.\n\n{agent}',
    ],
    [
      'Training for new colleagues',
      'Dear {agent},\n\nwe have three new colleagues. When could you offer a training day on the {product}?\n\n{given}',
      'Dear {given},\n\nwe have the 9th and the 23rd free. Up to six people can take part. Which suits you?\n\n{agent}',
    ],
    [
      'Validation documents',
      'Hello {agent},\n\nour auditor asks for the IQ/OQ documents of the {product}. Can you send them as PDF?\n\n{given}',
      'Hello {given},\n\nattached. They are also in the download area, under the serial number.\n\n{agent}',
    ],
  ],
  de: [
    [
      'Liefertermin Auftrag {number}',
      'Guten Tag {agent},\n\nwann können wir mit der Lieferung zu Auftrag {number} rechnen? Der {product} wird für die Messreihe ab dem 14. benötigt.\n\nViele Grüße\n{given}',
      'Guten Tag {given},\n\ndas Gerät verlässt morgen unser Werk und ist am Donnerstag bei Ihnen.\n\nMit freundlichen Grüßen\n{agent}',
    ],
    [
      'Angebot {product}',
      'Guten Tag,\n\nbitte senden Sie uns ein Angebot über zwei Stück {product} mit Einweisung.\n\nFreundliche Grüße\n{given}',
      'Guten Tag {given},\n\nanbei unser Angebot. Der Preis gilt 60 Tage; die Einweisung ist enthalten.\n\n{agent}',
    ],
    [
      'Prüfbericht fehlt',
      'Hallo {agent},\n\nder Kalibrierung lag kein Prüfbericht bei. Für das Audit brauchen wir ihn bis Freitag.\n\nGrüße\n{given}',
      'Hallo {given},\n\nder Prüfbericht hängt an. Künftig liegt er auch im Download-Bereich.\n\n{agent}',
    ],
  ],
  nb: [
    [
      'Levering av ordre {number}',
      'Hei {agent},\n\nnår kommer {product}? Vi trenger det om bord før neste tokt.\n\nHilsen {given}',
      'Hei {given},\n\nden sendes i morgen og er hos dere på torsdag.\n\nVennlig hilsen {agent}',
    ],
    [
      'Kalibrering før sesongen',
      'Hei,\n\nkan dere kalibrere {product} før sesongstart? Vi har to stykker på anlegget.\n\n{given}',
      'Hei {given},\n\nja, vår tekniker er i nærheten i uke 18. Passer onsdag?\n\n{agent}',
    ],
  ],
  fr: [
    [
      'Délai de livraison, commande {number}',
      'Bonjour {agent},\n\npourriez-vous nous confirmer la date de livraison du {product} ? Notre laboratoire est prêt.\n\nCordialement\n{given}',
      'Bonjour {given},\n\nla livraison est prévue jeudi. Vous recevrez un lien de suivi.\n\nBien à vous\n{agent}',
    ],
    [
      'Devis pour {product}',
      'Bonjour,\n\nmerci de nous envoyer un devis pour deux {product}, formation comprise.\n\n{given}',
      'Bonjour {given},\n\nvous trouverez le devis ci-joint, valable 60 jours.\n\n{agent}',
    ],
  ],
  ja: [
    [
      '注文{number}の納期について',
      '{agent}様\n\nお世話になっております。{product}の納期をお知らせください。\n\n{given}',
      '{given}様\n\nいつもお世話になっております。木曜日に到着の予定です。ご迷惑をおかけし申し訳ございません。\n\n{agent}',
    ],
    [
      '{product}のお見積り',
      '{agent}様\n\n{product}を2台、設置費込みでお見積りをお願いいたします。\n\n{given}',
      '{given}様\n\nお見積書を添付いたします。有効期限は60日です。\n\n{agent}',
    ],
  ],
  ar: [
    [
      'موعد تسليم الطلب {number}',
      'السلام عليكم {agent}،\n\nمتى سيصل {product}؟ نحتاجه قبل نهاية الشهر.\n\nمع التحية\n{given}',
      'وعليكم السلام {given}،\n\nسيصل يوم الخميس إن شاء الله، وسنرسل لكم رابط التتبع.\n\n{agent}',
    ],
    [
      'عرض سعر {product}',
      'تحية طيبة،\n\nنرجو إرسال عرض سعر لجهازين من {product} مع التركيب والتدريب.\n\n{given}',
      'تحية طيبة {given}،\n\nمرفق عرض السعر، وهو صالح لمدة 60 يوماً.\n\n{agent}',
    ],
  ],
  tr: [
    [
      '{number} numaralı siparişin teslim tarihi',
      'Merhaba {agent},\n\n{product} ne zaman elimize ulaşır? Ayın 14’ünde ölçümlere başlıyoruz.\n\nSaygılarımla\n{given}',
      'Merhaba {given},\n\ncihaz yarın yola çıkıyor, perşembe günü sizde olur.\n\n{agent}',
    ],
    [
      '{product} için teklif',
      'İyi günler,\n\niki adet {product} için kurulum dahil teklif rica ederiz.\n\n{given}',
      'İyi günler {given},\n\nteklifimiz ektedir; 60 gün geçerlidir.\n\n{agent}',
    ],
  ],
};

/** What agents note after a call: subject, note, outcome. */
export const calls = [
  [
    'Call about the {product}',
    'Wants to replace the old instrument before the audit in autumn. Budget is approved up to 50 k. Decision is with the head of laboratory.',
    'Interested',
  ],
  [
    'Follow-up on the offer',
    'Price is fine, delivery time is not. Asked for a loan unit in the meantime. I checked: one is free from Monday.',
    'Callback agreed',
  ],
  ['Tried to reach {given}', 'No answer, left a message on the mailbox.', 'No answer'],
  [
    'Support call: {product}',
    'Error E-17 after the update. Restart with the cover closed solved it. Sent the release notes.',
    'Solved',
  ],
  [
    'Yearly check-in',
    'Happy with the instruments. Second site opens next year and will need the same set-up. Call again in March.',
    'Interested',
  ],
  ['Payment of invoice {number}', 'Invoice had gone to the old address. Will be paid this week.', 'Solved'],
  [
    'Questions on installation',
    'Needs the power and ventilation requirements for the new room. Sent the site plan template.',
    'Information sent',
  ],
] as const;

export const notes = [
  'Prefers e-mail; on the phone only between 8 and 9.',
  'Met at the trade fair. Works with water samples, very interested in the handheld.',
  '{given} takes over purchasing for the second site from next quarter.',
  'Asked not to be contacted about promotions during the audit weeks.',
  'Reference customer: agreed to a case study, the text has to be approved by their press office.',
  'Uses a competitor’s centrifuge, contract ends in two years.',
] as const;

export const meetings = [
  [
    'Demonstration of the {product}',
    'Showed baseline stability with their own samples. Two of three requirements met; resolution to be confirmed by the application lab.',
  ],
  ['Project review', 'Agreed on the acceptance criteria. Installation is planned for calendar week 32.'],
  ['Kick-off', 'Participants, schedule and contacts agreed. Minutes are with {agent}.'],
  [
    'Online: questions of the IT department',
    'Instrument needs no access to the internet; reports go to a network folder. IT agreed.',
  ],
] as const;

export const chats = [
  [
    'Which cuvettes fit the {product}?',
    'Visitor: Which cuvettes fit the {product}?\n{agent}: All with 10 mm path length. The pack of 100 is the usual choice.\nVisitor: Great, thanks!',
  ],
  [
    'Password for the download area',
    'Visitor: I can’t get into the download area.\n{agent}: I have sent you a new link.\nVisitor: Works.',
  ],
  [
    'Is the {product} in stock?',
    'Visitor: Is it in stock?\n{agent}: Two units, they could leave tomorrow.\nVisitor: I will order today.',
  ],
] as const;

/** Tickets: subject, type, priority, and what customer and agent say in turn. */
export const tickets = [
  [
    '{product} reports error E-17',
    'incident',
    'high',
    [
      'After the update to 4.2 the instrument reports E-17 and stops.',
      'Thank you for the report. Please restart it with the cover closed and send us the log.',
      'That helped, the log is attached.',
      'Thanks. The fix comes with 4.2.1 next week.',
    ],
  ],
  [
    'Calibration certificate is missing',
    'question',
    'normal',
    [
      'The certificate for our {product} is not in the download area.',
      'It has been added, you can download it now.',
      'Found it, thanks.',
    ],
  ],
  [
    'Lamp fails after 200 hours',
    'problem',
    'high',
    [
      'The second lamp in a row failed after about 200 hours. It should last 2,000.',
      'That is not normal. We send a replacement today, and an engineer to check the power supply.',
      'The replacement arrived. When does the engineer come?',
      'Wednesday at 9, if that suits you.',
      'Wednesday is fine.',
    ],
  ],
  [
    'Export to CSV has wrong separators',
    'question',
    'low',
    ['Our spreadsheet expects semicolons.', 'Under Settings, Export you can choose the separator.'],
  ],
  [
    'Please add a user',
    'task',
    'normal',
    ['Please give our new colleague access to the download area.', 'Done; the invitation is on its way.'],
  ],
  [
    'Damaged on delivery',
    'incident',
    'urgent',
    [
      'The box of the {product} was damaged and the instrument does not start.',
      'We are sorry. Please send photographs; a new unit leaves our works tomorrow.',
      'Photographs attached.',
      'Received. The carrier will collect the damaged one on Friday.',
    ],
  ],
] as const;

export const internalRemarks = [
  'Third case this month, asked development to look into it.',
  'Customer has an audit next week: please treat first.',
  'Warranty covers it, checked the contract.',
] as const;
export const taskSubjects = [
  'Send offer for {product}',
  'Call {given} back',
  'Prepare demonstration',
  'Check loan unit',
  'Ask for reference',
  'Send contract for maintenance',
  'Clarify delivery date',
] as const;
