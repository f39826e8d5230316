"""What the keys of `data/studies.json` mean: key and meaning, one per line; the types stand in the schema."""

STUDY_KEYS = """
id | Cite key of the paper, the same as in `references.bib`.
kind | What kind of paper it is.
evidence_type | JBI's type of textual evidence, for an experience report.
short_name | What a reader calls it, e.g. `Yahyavi 2020`.
title_note | A remark on the title.
aim | The aim, in our words.
summary | What the paper adds, in one plain sentence of ours.
setting | Where and when.
setting.country | ISO 3166-1 alpha-2 code.
setting.place | Town or region.
setting.institution | Hospital, university or practice.
setting.years | When the groups met or the data were collected.
balint_group | The format of the groups that the participants attended.
balint_group.mode | How the group met.
balint_group.membership | Whether new members could join.
balint_group.attendance | Whether one had to attend.
balint_group.groups | Number of different groups that the participants came from.
balint_group.sessions | Number of sessions held.
balint_group.session_minutes | Length of one session, in minutes.
balint_group.frequency | How often the group met.
balint_group.exposure_months | How long the participants had attended, in months.
balint_group.leaders | Who led the groups.
balint_group.leaders.number | Leaders per group.
balint_group.leaders.profile | Their profession and training, in our words.
balint_group.leaders.accreditation | Certificates or workshops that the paper names.
balint_group.group_size | Members of one group.
balint_group.adaptations | What differs from a classical group, in our words.
sample | Who took part.
sample.size | Participants whose words were analysed.
sample.groups | Participants who share profession, career stage and speciality.
sample.groups.profession | Their profession, a term of this site's vocabulary.
sample.groups.stage | Their career stage, a term of this site's vocabulary.
sample.groups.speciality | Their speciality, in our words.
sample.groups.number | How many they are.
sample.groups.where | Where the paper says so.
sample.participants | Participants exactly as the paper's table lists them.
sample.participants.label | The label as printed, e.g. `P1`.
sample.participants.age | Age in years.
sample.participants.sex | Sex as printed.
sample.participants.marital_status | Marital status as printed.
sample.participants.level | Level of training as printed.
sample.participants.where | Where it is printed.
sample.inclusion | Who could take part.
sample.recruitment | How participants were found.
sample.statements | Each place where the paper says how many took part.
sample.statements.says | What it says, in our words.
sample.statements.number | The number that it gives.
sample.statements.where | Where it says so.
methods | How the study was done; left out for an experience report.
methods.approach | Approach, e.g. phenomenology.
methods.tradition | Tradition or theory that it draws on.
methods.data_collection | Ways in which data were collected.
methods.data_collection.instrument | E.g. focus group or individual interview.
methods.data_collection.number | How many were held.
methods.data_collection.minutes | How long one took, in minutes.
methods.data_collection.recorded | How it was recorded.
methods.data_collection.questions | What was asked, in our words.
methods.data_collection.where | Where the paper says so.
methods.analysis | How the data were analysed.
methods.analysis.method | The method by name.
methods.analysis.reference | Cite key of the method's source.
methods.analysis.coders | Who coded.
methods.analysis.software | Software that was used.
methods.analysis.steps | The steps, in our words.
methods.sampling | How participants were chosen.
methods.interviewer | Who held the interviews.
methods.language | Language of the interviews, and who translated.
methods.rigour | What was done for rigour.
methods.rigour.criterion | The criterion, e.g. credibility.
methods.rigour.technique | The technique used for it.
methods.rigour.where | Where the paper says so.
methods.ethics | Ethical approval and consent.
methods.funding | Who paid.
methods.conflicts | Conflicts of interest.
methods.limitations | Limitations that the authors state themselves.
methods.limitations.text | The limitation, in our words.
methods.limitations.where | Where they state it.
methods.reporting | How far the paper covers two reporting guidelines.
methods.reporting.coreq | The 32 items of COREQ (Tong 2007).
methods.reporting.srqr | The 21 items of SRQR (O'Brien 2014).
appraisal | JBI's checklist for qualitative research (Lockwood 2015); never a total.
appraisal.items | Its ten items.
appraisal.items.item | Number of the item, 1 to 10.
appraisal.items.judgement | The judgement.
appraisal.items.explanation | Why, in a sentence.
appraisal.items.where | What it rests on.
appraisal.assessed_by | Who judged.
appraisal.method | How it was judged.
appraisal.date | Day of the judgement, YYYY-MM-DD.
themes | The paper's own tree, in printed order.
quotes | The quotations in order of print; `data/quotes.json` has them with qualified ids.
quotes.id | Id of the quote, unique in the study.
quotes.text | The words as printed.
quotes.speaker | The speaker as printed; null where the paper names nobody.
quotes.where | Where it is printed.
quotes.illustrates | Ids of this study's themes.
quotes.attribution | How sure speaker and themes are.
quotes.alternatives | Other readings of the attribution.
quotes.emphasis | Spans that the authors printed bold.
quotes.same_as | Id of the earlier quote that this one repeats.
quotes.excerpt_of | Id of the fuller quote that it is taken from.
quotes.form | A fragment is woven into a sentence of the authors.
quotes.note | A remark, in our words.
findings | What the authors found.
findings.id | Id of the finding, unique in the study.
findings.text | The finding in one full sentence, in our words.
findings.where | Where the paper says so.
findings.themes | Ids of this study's themes.
findings.illustrations | Ids of this study's quotes.
findings.credibility | JBI: how well the quotes support the finding.
findings.note | Why this level.
references | The works that the paper cites, in printed order; last those without a number.
references.number | Number in the paper's own list; null for a work that the text names without one.
references.key | Cite key, as in `data/references.json`; null where too little is known for a record.
references.as_printed | The entry as printed, only where the paper prints it wrongly.
references.cited_for | What the paper cites it for, in our words.
references.named_as | How the text names it.
references.where | Where in the paper's text it is cited.
data_notes | Inconsistencies in the paper or between papers.
data_notes.id | Id of the note, unique in the study.
data_notes.what | What is inconsistent.
data_notes.where | Where.
data_notes.handling | How this knowledge base treats it.
data_notes.touches | Blocks, or ids of themes, quotes or findings, that it is shown beside.
reference_list | Whether the paper's own list of references was at hand.
reference | The paper itself as a CSL-JSON item, as in `data/references.json`.
ThemeNode.id | Id of the theme, unique in the study.
ThemeNode.label | The label as printed in the main table or figure.
ThemeNode.label_variants | Other wordings of the label in the same paper.
ThemeNode.label_variants.label | The other wording, as printed.
ThemeNode.label_variants.where | Where it is printed so.
ThemeNode.definition | What the paper means by it, in our words.
ThemeNode.construct_order | The participants' own words, or the authors' reading of them.
ThemeNode.where | Where the label is printed.
ThemeNode.subthemes | Subthemes, on themes only.
ThemeNode.codes | Codes, on themes and subthemes.
GuidelineItem.item | Number of the item.
GuidelineItem.status | How far the paper reports it.
GuidelineItem.value | What is reported, in our words.
GuidelineItem.where | Where.
"""
