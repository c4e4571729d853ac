"""Small indexes, made for tests in the layouts of the CDC and of CMS, in words of their own."""

HEADS = "".join(
    f'<head col="{column}">{head}</head>'
    for column, head in enumerate(
        ("Neoplasm", "Malignant Primary", "Malignant Secondary", "Ca in situ", "Benign", "Uncertain Behavior",
         "Unspecified Behavior"),
        1,
    )
)  # fmt: skip
DISEASES = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index><version>2026</version><title>ICD-10-CM INDEX TO DISEASES and INJURIES</title>
<letter><title>B</title>
<mainTerm><title>Break, broken<nemod>(simple) (of bone (any))</nemod> NEC</title><code>S42.-</code>
<term level="1"><title>arm<nemod>(s) or shoulder(s)</nemod></title><seeAlso>Cut, arm</seeAlso><code>S42.0</code>
<manif>S48</manif>
<term level="2"><title>twice, by a fall</title><code>S42.00-</code></term></term>
<term level="1"><title>heart</title><see>condition</see></term>
<term level="1"><title>leg</title><see>categories S42 and</see><code>S48</code></term>
<term level="1"><title>nowhere</title><code>Q99.9</code></term>
<term level="1"><title>lump</title><see>Neoplasm, arm,  benign</see></term>
<term level="1"><title>open</title><see>Cut, by site, deep</see></term>
<term level="1"><title>late</title><see>Cut, late effect</see></term>
</mainTerm></letter>
<letter><title>C</title>
<mainTerm><title>Cut, cutting</title><subcat>S42.0</subcat>
<term level="1"><title>arm, upper</title><seecat>S48</seecat></term>
<term level="1"><title>late effect of one</title><see>Scar, deep</see></term></mainTerm>
<mainTerm><title>Scar, deep</title><code>S48</code></mainTerm>
<mainTerm><title>Scar, flat</title><see>Scar</see></mainTerm>
</letter></ICD10CM.index>
"""
NEOPLASMS = f"""<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index><version>2026</version><indexHeading>{HEADS}</indexHeading>
<letter><title>N</title><mainTerm><title>Neoplasm, neoplastic</title>
<cell col="2">S42.00XA</cell><cell col="3">-</cell>
<term level="1"><title>arm<nemod>(any)</nemod></title><manif>from shoulder to wrist</manif>
<cell col="2">S42.0-</cell><cell col="3">S48</cell><cell col="5">S48</cell><cell col="6">-</cell></term>
<term level="1"><title>elbow</title><see>Neoplasm, arm</see></term>
</mainTerm></letter></ICD10CM.index>
"""
DRUGS = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index><version>2026</version><indexHeading><head col="1">Substance</head>
<head col="2">Poisoning Accidental (unintentional)</head><head col="3">Poisoning Intentional self-harm</head>
<head col="4">Poisoning Assault</head><head col="5">Poisoning Undetermined</head><head col="6">Adverse effect</head>
<head col="7">Underdosing</head></indexHeading>
<letter><title>#</title><mainTerm><title>1-glue<nemod>(wet)(dry)</nemod></title>
<cell col="2">S42.00XA</cell><cell col="3">S42.00XD</cell><cell col="6">--</cell><cell col="7">--</cell>
<term level="1"><title>thinner</title><see>Paint</see></term></mainTerm>
<mainTerm><title>Paint</title><cell col="6">S48</cell></mainTerm></letter></ICD10CM.index>
"""
CAUSES = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index><version>2026</version><title>ICD-10-CM External Cause of Injuries Index</title>
<letter><title>F</title><mainTerm><title>Fall</title><code>S48</code></mainTerm></letter></ICD10CM.index>
"""
PROCEDURES = """<?xml version="1.0" encoding="utf-8"?>
<ICD10PCS.index><version>2026</version><title>2026 ICD-10-PCS Index</title><letter><title>B</title>
<mainTerm><title>Bone, collar</title><term level="1"><use>Clavicle, Right</use></term>
<term level="1"><use>Clavicle, Left</use></term></mainTerm>
<mainTerm><title>Bonesetting</title><see>Reposition, Upper Bones<tab>0PS</tab></see>
<term level="1"><title>Collar bone</title><see>Reposition, Clavicle<codes>0PS9</codes></see></term></mainTerm>
<mainTerm><title>Bonework(R)</title><use>Nothing Known in<tab>0PS</tab></use></mainTerm></letter>
<letter><title>R</title><mainTerm><title>Reposition</title>
<term level="1"><title>Clavicle</title><term level="2"><title>Right</title><codes>0PS9</codes></term>
<term level="2"><title>Left, closed</title><code>0PSBXZZ</code></term></term>
<term level="1"><title>Tail</title><codes>0PSQ</codes></term>
<term level="1"><title>Twice</title><term level="2"><code>0PS9XZZ</code></term>
<term level="2"><code>0PSB0ZZ</code></term></term></mainTerm></letter></ICD10PCS.index>
"""
DRUG_ROWS = (
    "    TABLE of DRUGS,,,,,,,\n"
    "Substance,Poisoning Accidental (unintentional),Poisoning Intentional self-harm,Poisoning Assault,"
    "Poisoning Undetermined,Adverse effect,Underdosing,\n"
    '"1-glue (wet)(dry)",S42.00XA,S42.00XD,--,--,--,--,\n'
    "\u2013 thinner -see Paint,,,,,,,\n"
    "\u2013 \u2013 strong,S48,--,--,--,--,--,\n"
    "Substance,Poisoning Accidental (unintentional),Poisoning Intentional self-harm,Poisoning Assault,"
    "Poisoning Undetermined,Adverse effect,Underdosing,\n"
    '"Paint -see also Varnish, old",--,--,--,--,S48,--,\n'
).encode("cp1252")
