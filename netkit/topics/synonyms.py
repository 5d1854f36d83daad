"""Words that people use for one another: a hand-made table of what one does and what it is about.

One line is one idea, ``name > broader: entries``; an indented line goes on with it. A text that
holds an entry holds the idea, and whoever does the narrower thing does the broader one (a
cardiologist is a doctor). An entry is a word in its singular, the beginning of a word
(``recruit*``) or a phrase (``data protection``); a whole word goes before a beginning, a phrase
before its words. `ROLES` says what people are asked for *as*: where such an idea is what a title
comes down to, it is a person's trade.
"""

from __future__ import annotations

__all__ = ["ROLES", "TOPICS"]

ROLES = """
lawyer: insolvency, bankruptcy, arbitration, tenancy, paralegal work, attorney, solicitor,
    barrister, counsel, legal, law, jurist, litigat*, legal advis*, law firm
patent > lawyer: patent*, ip, intellectual property
trademark > lawyer: trademark*, trade mark
notary > lawyer: notar*, conveyanc*
privacy > lawyer: gdpr, dsgvo, data protection, data privacy, privacy, dpo
compliance: regulation, regulat*, mdr, certification, complian*, regulatory affairs, regulatory,
    anti money laundering, aml, kyc
judge: magistrate, arbitrator
mediator: mediat*
paralegal: legal assistant, legal secretary, law clerk
investor: invest*, venture, venture capital*, vc, capital, funding, fund, seed, angel investor,
    business angel, angel, private equity, family office, limited partner, fund manager,
    portfolio manager, pre seed, seed round
grants: grant, funding call, horizon europe, research council, subsid*, public funding,
    innovation funding, grant writ*
accountant > finance: account, accounting, bookkeep*, tax, taxes, taxation, cpa, auditor,
    audit*, payroll, vat
cfo > finance: chief financial officer, finance director, vp finance, financial controller,
    controller, treasurer
finance: loan*, lend*, lender, debt, credit, treasury manag*, pension*, wealth, asset manag*,
    crowdfund*, ipo, financ*, banker, banking, bank, actuar*, econometric*, financial analyst,
    treasury
mortgage > finance: mortgage*, home loan
insurance: claims, actuarial, insur*, underwrit*
economist: economi*
engineer: telecommunication*, telecom*, network engineer*, engineer*, technician
developer > engineer: blockchain, smart contract*, web3, api, sap, erp, open source, plugin*,
    saas, developer, programm*, coder, coding, software, software engineer*, software develop*,
    swe, code, computer science
backend > developer: backend, back end, server side, golang, java, postgresql, django
frontend > developer: frontend, front end, javascript, typescript, react, web develop*,
    web design*, webdesign*, vue, css, html, website developer
mobile > developer: flutter, mobile app*, ios, android, app develop*, swift, kotlin
fullstack > backend, frontend: full stack, fullstack
python > developer: python
devops > engineer: cloud, aws, azure, server*, hosting, data centre, data center,
    cloud architect*, cloud migration, devops, dev ops, site reliability,
    site reliability engineer*, sre, kubernetes, cloud infrastructure, platform engineer*,
    system administrat*, sysadmin, cloud engineer*, terraform, observability
data > analyst: data, data scien*, data analy*, data engineer*, analytics,
    business intelligence, bi, statistic*, forecast*, sql, data pipeline, visualisation,
    visualization
analyst: analyst, analysis
ml > data: data science, reinforcement learning, prompt engineer*, chatbot*, ai, ml, llm, nlp,
    machine learning, artificial intelligence, deep learning, neural network, computer vision,
    natural language processing, generative ai, data scientist
embedded > engineer: embedded, firmware, microcontroller, fpga, pcb
hardware > engineer: hardware, hardware engineer*
electronics > engineer: semiconductor*, chip, chip design*, iot, drone*, antenna*,
    electronic engineer*, electronics, electrical engineer*, circuit
electrician: electrician, electrical contract*, electrical install*, wiring
mechanical > engineer: mechanical, mechanic, cad, solidworks
robotics > engineer: robot*, mechatronic*, autonomous system
civil > engineer: civil engineer*, structural, structure, structural engineer*, bridge
chemistry: chemist*, electrochem*, coating chemistry, polymer*
materials: material, materials scien*, metallurg*
qa: quality assurance, qa, quality manager, quality, software test*, test engineer*,
    test automation
security: cyber security, cybersecurity, information security, infosec, penetration test*,
    pentest*, ethical hack*, hacker, security research*, security engineer*, security analyst,
    security consult*, ciso
guard: security guard, bouncer, doorman
cto > developer: cto, chief technology officer, chief technical officer, vp engineering
product: product manag*, product owner, product lead, chief product officer, cpo
project: pmp, agile, programme lead, project manag*, programme manag*, program manag*, scrum*,
    agile coach, delivery manager, pmo
designer: design*
ux > designer: ux, ui, user experience, user interface, usability, interaction design*,
    user centred design, service design*
userresearch > ux: user research*, ux research*, usability test*, usability stud*,
    user interview*, user test*
industrial > designer: industrial design*
interior > designer: interior, interior design*, interior architect*
productdesign > designer: product design*, product designer, design engineer
graphic > designer: graphic*, brand design*, visual identity, logo, layout, typograph*,
    packaging design, art director, visual design*
fashion > designer: fashion, textile, clothes, apparel, tailor
illustrator > artist: illustrat*, drawing, cartoonist
artist: gallery, galler*, curator*, contemporary art, art dealer, exhibition*, museum*,
    restorer, artist, painter, sculpt*, art
architect: architect*
photographer: photograph*, photo, photo shoot
film: camera*, filmmak*, documentaries, tv, television, screenwrit*, broadcast*, film*, video*,
    video edit*, film edit*, cinemat*, post production, documentary, motion design*, animation,
    animator
musician: sound engineer*, choir, opera, conductor, dj, recording studio, voice over, musician,
    music*, violin*, pianist, piano, guitar*, singer, composer, orchestra, band, drum*, cellist,
    cello, viola
actor: dance*, choreograph*, stage, theater direct*, actor, actress, theatre, theater
founder > startup: founder, co founder, cofounder, entrepreneur*, founding, business owner
ceo: ceo, chief executive, chief executive officer, managing director, general manager
coo: coo, operations manager, operations, chief operating officer, operations lead
recruiter: outplacement, job seeker, candidates, applicant*, recruit*, talent,
    talent acquisition, headhunt*, hiring, hire, staffing, executive search, job, vacancy,
    career, employer brand*, new role, role, internship, placement, job search
hr: chief people officer, people officer, people team, people lead, vp people, personnel,
    works council, onboarding, hr, human resources, people operations, people partner,
    people manager, compensation, workforce
careers > recruiter: career coach*, cv, cv review, resume, interview training
marketing: market*, marketer, growth, demand generation, campaign, go to market, cmo,
    chief marketing officer
seo > marketing: seo, search engine, search engine optimi*, paid search, sem, google ads,
    adwords, ads, advertis*, performance marketing, online advertising, ppc
brand > marketing: brand, branding
social > marketing: social media, influencer, community manager, content creator, instagram,
    tiktok
media: media, press, press coverage, media coverage, news coverage
pr > media: reputation, crisis communication, crisis communications, spokeswoman, spokesman,
    corporate communications, public relation, pr, press office*, press officer, media relation,
    communications, spokes*, publicist
journalist > media: podcaster, magazine, blog, journalis*, reporter, columnist, correspondent,
    newspaper, podcast*, broadcaster, radio, foreign correspondent
writer: grant application, press text, speechwrit*, ghost writ*, writ*, copywrit*, author,
    novelist, content writ*, copy, texts, website text, technical writ*, scientific writing,
    blogger, ghostwrit*, storytelling, poet
editor: editor, editing, editorial, copy edit*, proofread*
publisher: publish*
translator: subtitl*, linguist*, bilingual, transcri*, translat*, interpreter, interpreting,
    interpretation, locali*, proofreading translation
sales: crm, salesforce, lead generation, telesales, resell*, channel partner, sale, sales,
    seller, selling, salesman, saleswoman, salesperson, account execut*, account manag*,
    key account, business develop*, sales rep*, dealer, sales agent, customer acquisition,
    market entry
presales > sales: sales engineer*, pre sales engineer*, presales engineer*, solutions engineer*,
    solution engineer*, pre sales, presales, solution architect*, solutions consultant
customersuccess: customer success, customer support, customer service, help desk, call centre,
    call center, support agent
buyer: buyer, procure*, purchas*, sourcing
distributor: distribut*, wholesal*
retail: online store, shopify, fashion store, franchise*, retail*, shop, shopkeeper,
    store manager, e commerce, ecommerce, merchandis*, web shop, online shop
doctor > health: doctor, physician, medic, clinician, gp, general practi*, md,
    consultant physician
cardiologist > doctor: cardiolog*, heart surgeon
pediatrician > doctor: pediatric*, paediatric*, children's doctor, child doctor, children doctor
dermatologist > doctor: dermatolog*, skin doctor
oncologist > doctor: oncolog*, cancer specialist
neurologist > doctor: neurolog*, brain surgeon
gynaecologist > doctor: gynaecolog*, gynecolog*, obstetric*
orthopaedist > doctor: orthopaed*, orthoped*
surgeon > doctor: surgeon, surgery
radiologist > doctor: radiolog*
psychiatrist > doctor, therapist: psychiat*
therapist > health: mindfulness, grief,
    psychoanaly*, psycholog*, psychotherap*, therap*, counsellor, burn out, burnout,
    mental health, clinical psycholog*, addiction
occupational > therapist: ergotherap*, occupational therap*
speech > therapist: speech therap*, speech patholog*, logoped*
physio > health: physio*, physical therap*, osteopath*
dentist > health: dent*, orthodont*
nurse > health: nurse, nursing, carer, caregiver, elder care, care home
midwife > health: midwi*, doula
pharmacist > health: pharmac*
vet: veterinar*, vet, animal doctor
nutrition > health: nutrition*, dietitian, dietician, diet
clinical > health: clinical, clinical trial, clinical research, clinical stud*, pilot study,
    trial
hospital > health: hospital, clinic
research: research*, scientist, science, postdoc*, postdoctoral, phd, phd candidate, laborator*,
    lab, experiment
professor > research: professor, academic, faculty, assistant professor, associate professor,
    lecturer
marketresearch > research: market research*
biology: microbiolog*, botan*, zoolog*, molecular, bioinformatic*, biolog*, biotech*, genetic*,
    genom*, gene
physics: astronom*, quantum*, physic, physicist
photonics: photonic*, optic*, laser
mathematician: statistic theory, cryptograph*, mathemat*, maths, math
environment: hydrolog*, meteorolog*, geolog*, biodivers*, water treatment, carbon footprint,
    environment*, ecolog*, sustainab*, esg, carbon account*
student: student, undergraduate, trainee, apprentice, pupil, thesis student, law student
teacher: school, primary school, secondary school, head teacher, classroom, curriculum,
    pedagog*, teach*, tutor*, instructor, lesson, school teacher, headteacher, educat*
nursery: childminder*, day nursery, nursery, kindergarten, child care, childcare, nanny,
    babysit*, au pair, day care
trainer: trainer, training, workshop, facilitat*, course
coach: coach*, executive coach*, leadership coach*, leadership
driver: cab, trucker, lorry driver, bus driver, truck driver, van driver, driver, chauffeur,
    driving, taxi
mentor: mentor*
sport: football, sport*, gym, fitness, yoga, personal trainer, sports psycholog*, tennis,
    running coach
property: facility manag*, property manag*, coworking, co working, tenant*,
    mortgage broker advice, lease, leasing, real estate, estate agent, realtor, property,
    properties, flat, apartment, rent, rental, letting, landlord, housing, house,
    real estate agent, real estate develop*, letting agent, office space, villa
builder: heating, hvac, glazier, locksmith, stairs, staircase, wooden, cabinet maker, surveyor,
    scaffold*, kitchen fitter, facade, insulation, builder, construction, building, contractor,
    roof*, carpent*, joiner, bricklay*, plumb*, renovat*, house builder, tiler, wall painter,
    handyman
logistics: logistic*, freight*, shipping, supply chain, transport*, haul*, warehouse, warehous*,
    forwarder, courier, distribution centre, fleet
customs > logistics: customs, import*, export*, customs broker, customs clearance
manufacturing: injection mould*, cnc, 3d print*, toolmak*, industrial engineer*, manufactur*,
    factory, plant manager, production, contract manufactur*, lean, machin*, assembly,
    small batch
craft: craft*, maker, weld*, blacksmith, goldsmith, jewel*, ceramic*, potter*
government: tender*, public procurement, regulator, embassy, consul*, eu commission, government,
    civil servant, ministry, public sector, public policy, policy, policies, municipal*,
    city council, minister, mayor, politic*, public administration, diplomat, lobby*,
    public affairs
charity: refugee*, disab*, inclusion, homeless*, social enterprise, social impact,
    development aid, charit*, ngo, non profit, nonprofit, foundation, philanthrop*, volunteer*,
    fundraiser, social worker, social work, humanitarian, donor
clergy: priest, pastor, clergy, rabbi, imam, church
hotel > hospitality: hotel*, retreat, off site, accommodation, guest house, lodging, venue,
    conference venue
chef > hospitality: butcher, brew*, distill*, confection*, pizza*, chef, cook, cooking,
    restaurant*, barista, baker*, bakery, cater, catering, caterer, kitchen, pastry
hospitality: hospitality, waiter, bartender, sommelier, concierge
events: venue search, organis*, organiz*, conference*, congress, trade fair, festival*, event,
    event plan*, wedding plan*, conference organi*, event manag*, organiser, organizer, wedding
travel: travel*, tour*, tourism
speaker: speaker, speaking, keynote*, talk, public speaking, lecture, moderator, host
farmer: florist, soil, agritech, horticultur*, beekeep*, fish*, crop*, farm*, agricultur*,
    agronom*, garden*, landscap*, vineyard, winemak*, forest*
assistant: assistant, secretary, receptionist, office manager, personal assistant,
    executive assistant, clerk, virtual assistant, data entry
cleaner: clean*, housekeep*, janitor
police: police, firefighter, detective, soldier, army, military
pilot: pilot, airline pilot, aviation, aircraft, flight
aerospace: space engineer*, outer space, rocket, satellite
broker: broker, agent
hairdresser: hair*, beauty, cosmetic*, make up artist, barber
socialscience: sociolog*, anthropolog*, historian, history, archaeolog*, philosoph*,
    politologist
urban: urban*, city planning, town plann*, cities, city, mobility
board: board member, non executive director, supervisory board, advisory board, trustee
automotive: car mechanic, automotive, vehicle*, car, bicycle*
maritime: sailor, ship*, captain, port, boat*, marine
funeral: funeral*, undertaker
forensic: forensic*, fraud
librarian: librar*, archivist
"""

TOPICS = """
startup: accelerator, incubator, business plan, founder network, startup, start up, spin off,
    scale up, first time, new venture
health: diagnostic*, telemedicine, paramedic, optician, audiolog*, epidemiolog*, medical device,
    health*, medical, medicine, patient, med tech, medtech, digital health, health tech,
    public health, health care
energy: hydrogen, nuclear, heat pump*, ev charging, charging station*, wind, geothermal, biogas,
    utility, energy, solar, photovolt*, wind power, power, grid, renewable*, clean energy,
    cleantech, clean tech, energy storage
battery > energy: batter*, lithium, cell, electrochemistry, accumulator
climate: climate, climate tech, carbon, net zero, decarboni*, emission, climate technolog*
recycling: recycl*, circular economy, waste
legaltech: law tech, legal tech, legaltech, lawtech
fintech: fintech, fin tech, payment, neobank
proptech: proptech, prop tech
edtech: edtech, ed tech, e learning, elearning, learning and development
food: food, beverage, coffee, nutrition, drink, wine
market: market
employment: employment, labor law, labour law, hr law, employment law, employment contract
contract: contract, contract law, agreement
divorce: divorce, family law, custody
immigration: immigration, visa, work permit, asylum, residence permit
corporate: corporate, m a, merger, acquisition, shareholder
children: child*, kid, kids, teen*, adolescen*, pediatric psychologist
company: company, business, firm, sme, enterprise
sensor: sensor*
user: user
pricing: pricing, price
fundraising: fundrais*, fund raising, raising, raise
pitch: pitch, pitch deck, deck, investor deck
strategy: strateg*
germany: german, germany, deutsch, de
france: french, france
spain: spanish, spain, iberia, iberian, madrid, barcelona
portugal: portuguese, portugal, pt, lisbon
italy: italian, italy
china > asia: chinese, china
japan > asia: japanese, japan
asia: asia, asian
dutch: dutch, netherlands, holland
poland: polish, poland
english: english
software test: game test*
game: game, gaming, video game
machine operator: machine operator
seeds: seed dealer, seed trade, plant seed
developer relations: developer relation
development economics: development economist
"""
