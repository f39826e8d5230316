"""What the keys of `data/studies.json` mean: key, type and meaning, one per line."""

STUDY_KEYS = """
id | text | Cite key of the paper, the same as in `references.bib`.
kind | qualitative_study, experience_report, review or quantitative_study | What kind of paper it is.
evidence_type | narrative, expert_opinion or policy | JBI's type of textual evidence, for an experience report.
short_name | text | What a reader calls it, e.g. `Yahyavi 2020`.
title_note | text | A remark on the title.
aim | text | The aim, in our words.
summary | text | What the paper adds, in one plain sentence of ours.
setting | object | Where and when.
setting.country | text | ISO 3166-1 alpha-2 code.
setting.place | Fact of text | Town or region.
setting.institution | Fact of text | Hospital, university or practice.
setting.years | Fact of text | When the groups met or the data were collected.
balint_group | object | The format of the groups that the participants attended.
balint_group.mode | Fact of in_person, virtual or mixed | How the group met.
balint_group.membership | Fact of closed or open | Whether new members could join.
balint_group.attendance | Fact of mandatory or voluntary | Whether one had to attend.
balint_group.groups | Fact of Range | Number of different groups that the participants came from.
balint_group.sessions | Fact of Range | Number of sessions held.
balint_group.session_minutes | Fact of Range | Length of one session, in minutes.
balint_group.frequency | Fact of text | How often the group met.
balint_group.exposure_months | Fact of Range | How long the participants had attended, in months.
balint_group.leaders | object | Who led the groups.
balint_group.leaders.number | Fact of Range | Leaders per group.
balint_group.leaders.profile | Fact of text | Their profession and training, in our words.
balint_group.leaders.accreditation | Fact of text | Certificates or workshops that the paper names.
balint_group.group_size | Fact of Range | Members of one group.
balint_group.adaptations | list of Fact of text | What differs from a classical group, in our words.
sample | object | Who took part.
sample.size | Fact of number | Participants whose words were analysed.
sample.groups | list of objects | Participants who share profession, career stage and speciality.
sample.groups.profession | text | Their profession, a term of this site's vocabulary.
sample.groups.stage | text | Their career stage, a term of this site's vocabulary.
sample.groups.speciality | text | Their speciality, in our words.
sample.groups.number | Fact of number | How many they are.
sample.groups.where | list of Place | Where the paper says so.
sample.participants | list of objects | Participants exactly as the paper's table lists them.
sample.participants.label | text | The label as printed, e.g. `P1`.
sample.participants.age | number | Age in years.
sample.participants.sex | text | Sex as printed.
sample.participants.marital_status | text | Marital status as printed.
sample.participants.level | text | Level of training as printed.
sample.participants.where | list of Place | Where it is printed.
sample.inclusion | Fact of text | Who could take part.
sample.recruitment | Fact of text | How participants were found.
sample.statements | list of objects | Each place where the paper says how many took part.
sample.statements.says | text | What it says, in our words.
sample.statements.number | number | The number that it gives.
sample.statements.where | list of Place | Where it says so.
methods | object | How the study was done; left out for an experience report.
methods.approach | Fact of text | Approach, e.g. phenomenology.
methods.tradition | Fact of text | Tradition or theory that it draws on.
methods.data_collection | list of objects | Ways in which data were collected.
methods.data_collection.instrument | text | E.g. focus group or individual interview.
methods.data_collection.number | Fact of number | How many were held.
methods.data_collection.minutes | Fact of Range | How long one took, in minutes.
methods.data_collection.recorded | Fact of text | How it was recorded.
methods.data_collection.questions | Fact of text | What was asked, in our words.
methods.data_collection.where | list of Place | Where the paper says so.
methods.analysis | object | How the data were analysed.
methods.analysis.method | Fact of text | The method by name.
methods.analysis.reference | text | Cite key of the method's source.
methods.analysis.coders | Fact of text | Who coded.
methods.analysis.software | Fact of text | Software that was used.
methods.analysis.steps | Fact of text | The steps, in our words.
methods.sampling | Fact of text | How participants were chosen.
methods.interviewer | Fact of text | Who held the interviews.
methods.language | Fact of text | Language of the interviews, and who translated.
methods.rigour | list of objects | What was done for rigour.
methods.rigour.criterion | text | The criterion, e.g. credibility.
methods.rigour.technique | text | The technique used for it.
methods.rigour.where | list of Place | Where the paper says so.
methods.ethics | Fact of text | Ethical approval and consent.
methods.funding | Fact of text | Who paid.
methods.conflicts | Fact of text | Conflicts of interest.
methods.limitations | list of objects | Limitations that the authors state themselves.
methods.limitations.text | text | The limitation, in our words.
methods.limitations.where | list of Place | Where they state it.
methods.reporting | object | How far the paper covers two reporting guidelines.
methods.reporting.coreq | list of GuidelineItem | The 32 items of COREQ (Tong 2007).
methods.reporting.srqr | list of GuidelineItem | The 21 items of SRQR (O'Brien 2014).
appraisal | object | JBI's checklist for qualitative research (Lockwood 2015); never a total.
appraisal.items | list of objects | Its ten items.
appraisal.items.item | number | Number of the item, 1 to 10.
appraisal.items.judgement | yes, no, unclear or not_applicable | The judgement.
appraisal.items.explanation | text | Why, in a sentence.
appraisal.items.where | list of Place | What it rests on.
appraisal.assessed_by | text | Who judged.
appraisal.method | text | How it was judged.
appraisal.date | text | Day of the judgement, YYYY-MM-DD.
themes | list of ThemeNode | The paper's own tree, in printed order.
quotes | list of objects | The quotations in order of print; `data/quotes.json` has them with qualified ids.
quotes.id | text | Id of the quote, unique in the study.
quotes.text | text | The words as printed.
quotes.speaker | text or null | The speaker as printed; null where the paper names nobody.
quotes.where | list of Place | Where it is printed.
quotes.illustrates | list of text | Ids of this study's themes.
quotes.attribution | certain, probable or ambiguous | How sure speaker and themes are.
quotes.alternatives | list of text | Other readings of the attribution.
quotes.emphasis | list of text | Spans that the authors printed bold.
quotes.same_as | text | Id of the earlier quote that this one repeats.
quotes.excerpt_of | text | Id of the fuller quote that it is taken from.
quotes.form | quotation or fragment | A fragment is woven into a sentence of the authors.
quotes.note | text | A remark, in our words.
findings | list of objects | What the authors found.
findings.id | text | Id of the finding, unique in the study.
findings.text | text | The finding in one full sentence, in our words.
findings.where | list of Place | Where the paper says so.
findings.themes | list of text | Ids of this study's themes.
findings.illustrations | list of text | Ids of this study's quotes.
findings.credibility | unequivocal, credible or not_supported | JBI: how well the quotes support the finding.
findings.note | text | Why this level.
references | list of objects | The works that the paper cites, in printed order; last those without a number.
references.number | number or null | Number in the paper's own list; null for a work that the text names without one.
references.key | text or null | Cite key, as in `data/references.json`; null where too little is known for a record.
references.as_printed | text or null | The entry as printed, only where the paper prints it wrongly.
references.cited_for | text or null | What the paper cites it for, in our words.
references.named_as | text or null | How the text names it.
references.where | list of Place | Where in the paper's text it is cited.
data_notes | list of objects | Inconsistencies in the paper or between papers.
data_notes.id | text | Id of the note, unique in the study.
data_notes.what | text | What is inconsistent.
data_notes.where | list of Place | Where.
data_notes.handling | text | How this knowledge base treats it.
data_notes.touches | list of text | Blocks, or ids of themes, quotes or findings, that it is shown beside.
reference_list | complete or not_available | Whether the paper's own list of references was at hand.
reference | CslItem or null | The paper itself as a CSL-JSON item, as in `data/references.json`.
ThemeNode.id | text | Id of the theme, unique in the study.
ThemeNode.label | text | The label as printed in the main table or figure.
ThemeNode.label_variants | list of objects | Other wordings of the label in the same paper.
ThemeNode.label_variants.label | text | The other wording, as printed.
ThemeNode.label_variants.where | list of Place | Where it is printed so.
ThemeNode.definition | text | What the paper means by it, in our words.
ThemeNode.construct_order | first or second | The participants' own words, or the authors' reading of them.
ThemeNode.where | list of Place | Where the label is printed.
ThemeNode.subthemes | list of ThemeNode | Subthemes, on themes only.
ThemeNode.codes | list of ThemeNode | Codes, on themes and subthemes.
GuidelineItem.item | number | Number of the item.
GuidelineItem.status | reported, partly, not_reported or not_applicable | How far the paper reports it.
GuidelineItem.value | text | What is reported, in our words.
GuidelineItem.where | list of Place | Where.
"""
