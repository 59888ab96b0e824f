/** A name as its bearer writes it, and as an address of an e-mail has it. */
export type Name = readonly [native: string, latin: string];

/** What people, companies and sums of a country look like. Names and places are common ones; nobody in particular is meant. */
export interface Country {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  /** BCP 47, and the language of the texts. */
  readonly language: 'en' | 'de' | 'nb' | 'fr' | 'ja' | 'ar' | 'tr';
  readonly currency: string;
  /** How much of the currency a euro is, for prices; a made-up, constant rate. */
  readonly perEuro: number;
  readonly timeZone: string;
  /** Hours from UTC to where people work, near enough to place things in the working day. */
  readonly hours: number;
  readonly phone: string;
  readonly familyFirst?: boolean;
  readonly cities: readonly (readonly [locality: string, postcode: string, street: string])[];
  readonly given: readonly Name[];
  readonly family: readonly Name[];
  /** `{}` stands for the word. */
  readonly companyForms: readonly string[];
  readonly companyWords: readonly Name[];
}

const plain = (words: string): Name[] =>
  words
    .split(' ')
    .map((word) => [
      word,
      word
        .normalize('NFKD')
        .replaceAll(/\p{M}/gu, '')
        .replaceAll('ß', 'ss')
        .replaceAll('ø', 'o')
        .replaceAll('Ø', 'O')
        .replaceAll('ı', 'i')
        .replaceAll('æ', 'ae')
        .replaceAll('Æ', 'Ae'),
    ]);
const pairs = (words: string): Name[] =>
  words.split(' ').map((pair) => {
    const [native = '', latin = ''] = pair.split('/');
    return [native, latin];
  });

export const countries: readonly Country[] = [
  {
    code: 'DE',
    language: 'de',
    currency: 'EUR',
    perEuro: 1,
    timeZone: 'Europe/Berlin',
    hours: 1,
    phone: '+49 30',
    cities: [
      ['Hamburg', '20095', 'Mönckebergstraße 7'],
      ['München', '80331', 'Sendlinger Straße 21'],
      ['Jena', '07743', 'Löbdergraben 3'],
      ['Köln', '50667', 'Große Budengasse 12'],
    ],
    given: plain('Anna Jürgen Käthe Lukas Sören Ines Björn Ulrike Matthias Greta Jonas Änne'),
    family: plain('Müller Schröder Weiß Hartmann Böhm Krüger Lehmann Groß Vogel Jäger Köhler Brandt'),
    companyForms: ['{} GmbH', '{} AG', '{} Feinmechanik GmbH & Co. KG', '{} Medizintechnik GmbH'],
    companyWords: plain('Nordlicht Rheintal Präzisa Heidewerk Albblick Lindner Falkenberg Grünwald Seeufer Brückner'),
  },
  {
    code: 'NO',
    language: 'nb',
    currency: 'NOK',
    perEuro: 11.5,
    timeZone: 'Europe/Oslo',
    hours: 1,
    phone: '+47 22',
    cities: [
      ['Oslo', '0154', 'Kirkegata 15'],
      ['Bergen', '5003', 'Strandgaten 9'],
      ['Tromsø', '9008', 'Storgata 92'],
      ['Ålesund', '6002', 'Løvenvoldgata 4'],
    ],
    given: plain('Ingrid Håkon Åse Bjørn Solveig Øystein Kari Torbjørn Silje Eirik Marte Sjur'),
    family: plain('Solberg Ødegård Haugen Lærdal Bø Åsen Nygård Sæther Kvåle Strøm Myhre Rønning'),
    companyForms: ['{} AS', '{} ASA', '{} Havbruk AS', '{} Instrument AS'],
    companyWords: plain('Fjordlys Nordhav Sølvtind Breidablikk Kystvik Trollheimen Ørnes Vårsol Stormfugl Jøkul'),
  },
  {
    code: 'GB',
    language: 'en',
    currency: 'GBP',
    perEuro: 0.85,
    timeZone: 'Europe/London',
    hours: 0,
    phone: '+44 20',
    cities: [
      ['London', 'EC1A 4HD', '12 Little Britain'],
      ['Leeds', 'LS1 5DL', '3 Park Row'],
      ['Bristol', 'BS1 4DJ', '40 Queen Square'],
      ['Edinburgh', 'EH2 2BY', '9 George Street'],
    ],
    given: plain('Amelia Oliver Siân Harry Niamh George Isla Callum Freya Rhys Eleanor Zoë'),
    family: plain("Hughes O'Connor Bennett Clarke Whitfield Okafor Patel Fraser Ashworth Lloyd Marsh Sutton"),
    companyForms: ['{} Ltd', '{} plc', '{} & Sons Ltd', '{} Diagnostics Ltd'],
    companyWords: plain(
      'Harrowgate Thistledown Redbrick Kingsway Oakhurst Millstone Fairweather Blackwater Penrose Larkfield',
    ),
  },
  {
    code: 'US',
    language: 'en',
    currency: 'USD',
    perEuro: 1.08,
    timeZone: 'America/Chicago',
    hours: -6,
    phone: '+1 312',
    cities: [
      ['Chicago, IL', '60601', '180 N Wacker Dr'],
      ['Austin, TX', '78701', '600 Congress Ave'],
      ['Denver, CO', '80202', '1550 Larimer St'],
      ['Boston, MA', '02110', '75 State St'],
    ],
    given: plain('Madison Tyrell José Grace Ethan Aaliyah Noah Brooke Miguel Hannah Wyatt Renée'),
    family: plain('Garcia Johnson Nguyen Walker Rodriguez Kowalski Brooks Peterson Washington Kim Sullivan Núñez'),
    companyForms: ['{} Inc.', '{} LLC', '{} Laboratories, Inc.', '{} Health Systems'],
    companyWords: plain('Cedarline Summit Bluestem Lakeshore Ironwood Prairie Beacon Redwood Keystone Granite'),
  },
  {
    code: 'FR',
    language: 'fr',
    currency: 'EUR',
    perEuro: 1,
    timeZone: 'Europe/Paris',
    hours: 1,
    phone: '+33 1',
    cities: [
      ['Lyon', '69002', '18 rue Mercière'],
      ['Nantes', '44000', '5 rue Crébillon'],
      ['Paris', '75009', '31 rue de Châteaudun'],
      ['Besançon', '25000', '2 Grande Rue'],
    ],
    given: plain('Élodie Benoît Chloé François Anaïs Thibault Noémie Jérôme Gaëlle Maël Hélène Rémi'),
    family: plain('Lefèvre Moreau Béranger Garçon Dupré Lemaître Rousseau Chauvet Noël Girard Bélanger Faure'),
    companyForms: ['{} SARL', '{} SA', 'Laboratoires {}', 'Groupe {}'],
    companyWords: plain('Belledonne Mirabelle Côtebleue Valmont Clairvaux Orégane Montségur Aubépine Lumière Hautrive'),
  },
  {
    code: 'JP',
    language: 'ja',
    currency: 'JPY',
    perEuro: 162,
    timeZone: 'Asia/Tokyo',
    hours: 9,
    phone: '+81 3',
    familyFirst: true,
    cities: [
      ['東京都千代田区', '100-0005', '丸の内1-9-2'],
      ['大阪市北区', '530-0001', '梅田3-1-1'],
      ['京都市下京区', '600-8216', '烏丸通塩小路'],
      ['札幌市中央区', '060-0005', '北五条西2-5'],
    ],
    given: pairs(
      '陽子/yoko 健太/kenta 美咲/misaki 翔/sho さくら/sakura 大輔/daisuke 恵/megumi 直樹/naoki 由美/yumi 誠/makoto 葵/aoi 浩二/koji',
    ),
    family: pairs(
      '田中/tanaka 佐藤/sato 鈴木/suzuki 高橋/takahashi 渡辺/watanabe 伊藤/ito 山本/yamamoto 中村/nakamura 小林/kobayashi 加藤/kato 吉田/yoshida 斎藤/saito',
    ),
    companyForms: ['株式会社{}', '{}株式会社', '{}精機株式会社', '有限会社{}'],
    companyWords: pairs(
      '東光/toko 青山/aoyama 富士見/fujimi 北斗/hokuto 三陽/sanyo-seiki 若葉/wakaba 大和計測/yamato 桜井/sakurai 日向/hyuga 森川/morikawa',
    ),
  },
  {
    code: 'KW',
    language: 'ar',
    currency: 'KWD',
    perEuro: 0.33,
    timeZone: 'Asia/Kuwait',
    hours: 3,
    phone: '+965 22',
    cities: [
      ['مدينة الكويت', '13001', 'شارع فهد السالم 14'],
      ['السالمية', '20002', 'شارع سالم المبارك 6'],
      ['حولي', '30003', 'شارع تونس 22'],
    ],
    given: pairs(
      'أحمد/ahmad فاطمة/fatima يوسف/yusuf مريم/maryam خالد/khalid نورة/noura عبدالله/abdullah ليلى/layla سالم/salem هدى/huda طارق/tariq ريم/reem',
    ),
    family: pairs(
      'الصباحي/alsabahi العنزي/alanzi المطيري/almutairi الكندري/alkandari العجمي/alajmi الرشيدي/alrashidi الفضلي/alfadhli الشمري/alshammari الهاجري/alhajri البدر/albader',
    ),
    companyForms: ['شركة {} للأجهزة', 'مجموعة {}', 'مختبرات {}', 'شركة {} الطبية'],
    companyWords: pairs(
      'الخليج/alkhaleej النخيل/alnakheel اللؤلؤة/allulua الواحة/alwaha النجمة/alnajma الأفق/alofoq المنارة/almanara الريان/alrayyan',
    ),
  },
  {
    code: 'TR',
    language: 'tr',
    currency: 'TRY',
    perEuro: 35,
    timeZone: 'Europe/Istanbul',
    hours: 3,
    phone: '+90 212',
    cities: [
      ['İstanbul', '34394', 'Büyükdere Caddesi 120'],
      ['İzmir', '35210', 'Şair Eşref Bulvarı 6'],
      ['Ankara', '06420', 'Ziya Gökalp Caddesi 31'],
    ],
    given: plain('Işıl Çağrı Özge İbrahim Gülşah Yiğit Şebnem Oğuz Ümit Nilüfer Emre Ayşe'),
    family: plain('Yılmaz Çelik Öztürk Şahin Güneş Kılıç Doğan Aydın İnce Türkoğlu Bayrak Işık'),
    companyForms: ['{} A.Ş.', '{} Ltd. Şti.', '{} Medikal A.Ş.'],
    companyWords: plain('Güneşli Boğaziçi Çınar Yıldız Irmak Doğuş Şafak Ege Zeytindalı İnci'),
  },
];
