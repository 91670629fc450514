"""The parts that several of the first letters share, in the marks of the texts beside it."""

from __future__ import annotations

ADDRESSES = {
    "college": (
        "Aan het college van burgemeester en wethouders",
        "van de gemeente {{ gemeente }}",
        "[adres gemeente]",
    ),
    "raad": ("Aan de raad van de gemeente {{ gemeente }}", "[adres gemeente]"),
    "gemeenteblad": ("Tekst voor het gemeenteblad van de gemeente {{ gemeente }}",),
}
SALUTATIONS = {"college": "Geacht college,", "raad": "Geachte leden van de raad,"}
SIGNATURES = {
    "ambtelijk": (
        "Gedeputeerde Staten van Limburg,",
        "namens dezen,",
        "[handtekening]",
        "[naam en functie ondertekenaar]",
    ),
    "gedeputeerde": (
        "Gedeputeerde Staten van Limburg,",
        "namens dezen,",
        "[handtekening]",
        "[naam gedeputeerde], gedeputeerde",
    ),
    "gs": (
        "Gedeputeerde Staten van Limburg,",
        "[handtekeningen]",
        "[naam voorzitter], voorzitter",
        "[naam secretaris], secretaris",
    ),
    "mandaat": (
        "Gedeputeerde Staten van Limburg,",
        "[ondertekening volgens mandaat; vanaf trede 4 door Gedeputeerde Staten zelf]",
    ),
    "mededeling": ("[plaats], {{ datum }}", "Gedeputeerde Staten van Limburg"),
}
CONSIDERATIONS = (
    "{{ motivering }}\n"
    "%if afwijking\n"
    "Uit de regels van het kader volgt als voorstel: {{ voorstel }}. Wij wijken daarvan af of "
    "slaan een trede over, om deze reden: {{ afwijking }}\n"
    "%endif"
)
BLOCKS = {
    "vervangt": "%if vervangt\n{{ vervangt }}\n%endif",
    "termijn": "%if termijn_zin\n{{ termijn_zin }}\n%endif",
    "eerdere termijn": "%if termijn_was_zin\n{{ termijn_was_zin }}\n%endif",
    "hersteltermijn": (
        "%if termijn_zin\n{{ termijn_zin }} Dat is de hersteltermijn.\n%endif\n"
        "%if not termijn_zin\n[hersteltermijn: einddatum]\n%endif"
    ),
    "aantal": (
        "%if not genoemd_aantal\n"
        "[let op: het besluit noemt geen aantal personen. Na de termijn wordt dan gekeken naar de "
        "achterstand op de laatste peildatum. Overweeg een aantal te noemen]\n"
        "%endif"
    ),
    "spoed": (
        "%if spoed\n"
        "De situatie is spoedeisend (Gemeentewet, art. 124). De reden daarvoor is: {{ spoed }}\n"
        "%endif"
    ),
    "voortgang": "%if voortgang\n{{ voortgang }}\n%endif",
    "koppeling": "%if koppeling\n{{ koppeling }}\n%endif",
    "afschrift raad": "%if afschrift_raad\n{{ afschrift_raad }}\n%endif",
    "overwegingen": CONSIDERATIONS,
    "beoordeling": (
        "{{ uitgangspunt }}\n\n"
        "%if redenen\n"
        "Wij beoordelen dit volgens ons toezichtskader ({{ kader_kenmerk }}). Op "
        "{{ beoordeeld_op }} hebben wij het volgende vastgesteld.\n\n"
        "[tabel redenen]\n"
        "%endif\n" + CONSIDERATIONS
    ),
    "bezwaar": (
        "Wie belanghebbende is, kan tegen dit besluit binnen zes weken schriftelijk bezwaar maken "
        "bij Gedeputeerde Staten van Limburg, [postadres]. De termijn begint op de dag na die "
        "waarop het besluit is bekendgemaakt. Het bezwaarschrift is ondertekend en bevat ten "
        "minste naam en adres van de indiener, de datum, een omschrijving van het besluit en de "
        "redenen van het bezwaar (Algemene wet bestuursrecht, art. 6:4 tot en met 6:8).\n\n"
        "Bezwaar schorst het besluit niet. Wie niet op de beslissing op het bezwaar kan wachten, "
        "kan de voorzieningenrechter van [bevoegde rechter] om een voorlopige voorziening vragen "
        "(art. 8:81).\n\n"
        "[vóór verzending na te gaan: staat in dit geval bezwaar open, of rechtstreeks beroep bij "
        "de Afdeling bestuursrechtspraak van de Raad van State? Zie Algemene wet bestuursrecht, "
        "art. 7:1 met de bijlagen 1 en 2, en ECLI:NL:RVS:2018:2647]"
    ),
}
FIGURES = (
    ("Peildatum", "peildatum"),
    ("Stand per", "stand_per"),
    ("Taakstelling", "taakstelling"),
    ("Beginstand (+ achterstand, − voorsprong)", "beginstand"),
    ("Opgave", "opgave"),
    ("Gerealiseerd", "gerealiseerd"),
    ("Achterstand / nog te huisvesten", "achterstand"),
    ("Gerealiseerd deel van de opgave", "aandeel"),
)
EXCUSE = (
    ("Oorzaak", "{{ verschoning_oorzaak }}"),
    ("Vanaf", "{{ verschoning_van }}"),
    ("Tot en met", "{{ verschoning_tot }}"),
    ("Toelichting", "{{ verschoning_toelichting }}"),
)
ACCOUNT = (
    ("Gemeente", "{{ gemeente }} ({{ gemeentecode }})"),
    ("Datum van de beoordeling", "{{ beoordeeld_op }}"),
    ("Wettelijke grondslag", "{{ grondslag }}"),
    (
        "Toezichtskader",
        "{{ kader }}; {{ kader_instantie }}, {{ kader_vastgesteld }}, kenmerk {{ kader_kenmerk }}",
    ),
    ("Regels in het systeem", "{{ kader_id }}, versie {{ kader_versie }}"),
    ("Stand van de gegevens", "revisie {{ revisie }}"),
    ("Sjabloon", "{{ sjabloon }}, versie {{ sjabloonversie }}"),
)
