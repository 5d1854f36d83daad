"""Tell from a message's words whether it makes an introduction, or thanks for one.

English, German, French, Spanish and Portuguese. Only plain words count: somebody who asks for an
introduction, offers one, tells of one or introduces themselves makes none.
"""

from __future__ import annotations

import re

__all__ = ["introduces", "thanked_for"]

_FLAGS = re.IGNORECASE

#: A sentence with one of these brings nobody together, whatever else it says.
_NOT = re.compile(
    # asks for one, or whether one is welcome
    r"\b(?:can|could|would|will|might|may) (?:either |one |any |some)?(?:of )?(?:you|someone|"
    r"somebody|anyone)\b(?!.*\byou (?:two|both) (?:meet|talk)\b)|\bplease (?:do )?introduce\b"
    r"|\b(?:should|shall|may|can|could) (?:i|we) (?:introduce|connect|put)\b"
    r"|\bask(?:ing|ed)? (?:\w+ ){0,4}(?:to introduce|for an? (?:\w+ )?intro)"
    r"|\b(?:looking|hoping|grateful|glad) for (?:an? )?(?:\w+ )?intro"
    r"|\bintroduc(?:e|ed|es|ing) (?:me|us|him|her|them)\b"
    # introduces themselves, or a thing
    r"|\bintroduc(?:e|ed|ing) (?:myself|ourselves|himself|herself|themselves|yourselves?)\b"
    r"|\bintroduc(?:e|ed|es|ing) (?:an?|the|our|my|its|their|this|that|these|new|some)\b(?! "
    r"(?:two|both|friend|colleague|good|dear|old|former|wonderful|brilliant|co-?founder|partner|"
    r"client|boss|mentor|sister|brother|wife|husband|neighbou?r))"
    r"|\bintro(?:duction|ductory)? (?:slides?|to the|to our|course|video|call|deck|chapter|text|"
    r"page|session|paragraph|offer|price|meeting|music|class|lesson|book|workshop)\b"
    r"|\bthe (?:intro|introduction) (?:of|in|on|at|needs|is|was|still)\b"
    r"|\bself-?intro|\bintro\w*\b.{0,60}\b(?:i'm|i am|my name|myself)\b"
    # thanks for one, tells of one, or of one to come
    r"|\b(?:thanks?|thank you|grateful|cheers|appreciate)\b.{0,60}\b(?:intro|connecting|putting)"
    r"|\b(?:introduced|was introduced|were introduced|been introduced)\b"
    r"|\b(?:did|do|does|have|has|had|never|not|don't|didn't|won't|cannot|can't) (?:\w+ )?"
    r"(?:introduc|connect|meet|put|know)\w*"
    r"|\b(?:will|might|may|'ll|’ll|going to|could|would be happy to|happy to) "
    r"(?:introduce|connect|put) you (?:to|with)\b"
    r"|\bif (?:you|i|we)\b.{0,40}\bintro|\bwhen i introduce\b"
    r"|\b(?:next|after) (?:the|our|my) intro"
    # German
    r"|\b(?:kannst|könntest|könnt|könnten|kann|würdest|würden|magst) (?:du|ihr|sie|jemand|einer)\b"
    r"|\b(?:mich|uns|sich|ihn|selbst) (?:\w+ )?(?:kurz )?(?:vor(?:zu)?stellen|vorgestellt|bekannt)"
    r"|\bstelle? (?:mich|uns)\b|\bdank\w*\b.{0,60}\b(?:vorstell|vermitt|kontakt|bekannt)"
    r"|\bvorstellungsgespräch|\bvorgestellt\b|\bvorstellung (?:der|des|von|unser|unserer)\b"
    r"|\bkann ich euch\b.{0,40}\?|\bsoll ich\b"
    # French
    r"|\b(?:peux|peut|pouvez|pourr\w+|pourriez)[ -](?:tu|vous|l'un|quelqu'un|on)\b"
    r"|\b(?:me|nous|se) présenter\b|\bme présente\b|\bmerci\b.{0,60}\b(?:présent|relation|contact)"
    r"|\bprésent(?:é|ée|és|ées)\b"
    r"|\bprésent(?:er|e|ation de) (?:notre|mon|ma|la|le|les|un|une)\b(?! "
    r"(?:ami|amie|collègue|associé|associée|deux))|\bdois-je\b|\bla présentation\b"
    # Spanish
    r"|\b(?:puedes|puede|pueden|podrías|podría|podrían|podéis)\b"
    r"|\b(?:presentarme|presentarnos|presentarse|me presento|nos presentamos)\b"
    r"|\bgracias\b.{0,60}\b(?:present|contacto|conect)|\b(?:presentó|presentaste|presentado)\b"
    r"|\bpresent(?:ar|amos|o) (?:el|la|los|las|nuestr[oa]s?|un|una)\b(?! (?:amig|colega|soci))"
    r"|\bla presentación\b|\b(?:quieres|quieren) que\b"
    # Portuguese
    r"|\b(?:pode|podes|podem|poderia|poderiam|podia)\b"
    r"|\b(?:me apresentar|apresentar-me|me apresento|apresentar-nos)\b"
    r"|\bobrigad[oa]\b.{0,60}\b(?:apresent|contat|contact|conect)"
    r"|\b(?:apresentou|apresentado|apresentaste)\b|\ba apresentação\b"
    r"|\bapresent(?:ar|amos|o) (?:o|a|os|as|noss[oa]s?) (?:\w+ )?(?:projeto|produto|proposta|"
    r"relatório|plano|resultados?)\b|\bquer(?:es|em)? que\b",
    _FLAGS,
)  # fmt: skip

#: Of whom nobody says "our" or "my" but as of a person; of a thing it is a presentation.
_SOMEBODY = (
    r"freund|kolleg|partner|bekannt|frau|mann|schwester|bruder|chef|nachbar|nichte|neffe|cousin|"
    r"mutter|vater|tochter|sohn|tante|onkel|gründer|kund|mandant|lehrer|anw[aä]lt|ami|collègue|"
    r"associé|voisin|sœur|frère|client|patron|femme|mari\b|fille|fils|mère|père|amig|coleg|soci[oa]|"
    r"sóci|espos|marid|herman|irmã|prim[oa]|vecin|vizinh|jef[ea]|chefe|hij|filh|madre|padre|mãe|pai\b"
)
#: Who is presented: a name, somebody's friend or colleague, or the two to each other.
_WHOM = (
    r"(?=\W*$|[,:] ?(?-i:[^\W\d_a-z])| (?:o |a |o senhor |a senhora |al? )?(?-i:[^\W\d_a-z])|"
    rf" (?:\w+ ){{0,3}}\w*(?:{_SOMEBODY})| l'une? à l'autre| mutuellement| mutuamente| um ao outro)"
)
_MAKES = re.compile(
    r"\bintroduc(?:e|ing) (?:you|the two of you|each of you|everyone|both)\b"
    r"|\b(?:let me|allow me to|(?:want(?:ed)?|like|love|pleasure|time|happy|glad|delighted|here) to"
    r"|please let me|i(?:'d| would) like to) introduce\b"
    r"|^\W*(?:\w+\W+){0,3}introducing\b"
    r"|\b(?:quick|brief|short|warm|double|email|promised|making (?:an|the|this|that|my)|"
    r"(?:this is|here is|here's) (?:an|the|that|my)) (?:e-?)?intro(?:duction)?\b"
    r"|\b(?:an?|this|the|my) (?:e-?)?intro(?:duction)? (?:between|you (?:both|two|asked)|for you "
    r"(?:both|two))\b|\be-?intro(?:duction|ducing)?\b|\bintro(?:duction)?\s*:"
    r"|(?<!nice )(?<!good )(?<!great )(?<!lovely )(?<!got )\b(?:to|should|must|ought to|could) "
    r"(?:get to |finally |really )?(?:(?:e-?)?meet|know) (?:each other|one another)\b(?!'s)"
    r"|(?<!to )(?<!know )\b(?:e-?)?meet (?:each other|one another)\b(?!'s)"
    r"|\b(?:connect|link|introduc|pair|match)(?:e|ing)? (?:you (?:two|both)|both of you)\b"
    r"|\b(?:put(?:t?ing)?|bring(?:ing)?) (?:you |both of you )?(?:two |both )?(?:together\b|in "
    r"touch)|\btime (?:that )?(?:the two of you|you (?:two|both)) (?:met|got to know)\b"
    r"|\beach of you an intro"
    r"|\bconnect(?:ing)? you (?:both|with|to|,|here)"
    r"|\b(?:get|bring|put|join|match|pair|link|connect|introduc)\w* the two of you\b"
    r"|\b(?:put|get|bring|have|putting|getting|bringing|having) (?:the two of you|you two|you "
    r"both) (?:together|in touch|in contact)\b"
    r"|\b(?:for|want|like|love|get) (?:the two of you|you two|you both) to (?:meet|talk|connect|"
    r"know)\b(?!,? (?:to |with )?(?:the|my|our|your|a|him|her|them)\b)|\bplease e-?meet\b"
    r"|\b(?:put(?:ting)?|get(?:ting)?) you (?:both |two )?in (?:touch|contact)\b"
    r"|\b(?:you (?:two|both)|the two of you) (?:\w+ )?(?:should|ought to|need to|must|have to) "
    r"(?:\w+ )?(?:meet|talk|connect|know|chat|speak)(?! (?:to |with )?(?:the|my|our|your|an?|him|"
    r"her|them)\b)"
    r"|\b(?:meet|e-?meet) (?-i:[A-Z])\w+.{0,60}\b(?:meet) (?-i:[A-Z])"
    r"|^(?-i:\W*[A-Z][\w’'-]+,? (?:please )?(?:meet|e-meet) [A-Z])"
    # German
    r"|\b(?:darf|möchte|will|wollte|würde) (?:ich )?(?:euch|dir|ihnen|sie|dich)\b.{0,80}"
    r"(?:vorstellen|bekannt ?(?:zu )?machen|zusammenbringen|vernetzen|verbinden)"
    r"|\b(?:stelle|bringe|mache) (?:ich )?(?:hiermit )?(?:euch|sie|dir|ihnen)\b.{1,80}\b(?:vor|"
    r"zusammen|bekannt|in (?:kontakt|verbindung))\b|\b(?:verbinde|vernetze) (?:ich )?(?:hiermit )?"
    r"(?:euch|sie)\b(?! (?:nun |jetzt |gern )?mit (?:der|dem|den|unser\w*|mein\w*)\b)"
    r"|\b(?:euch|sie) (?:beide|zwei|einander|gegenseitig|miteinander)\b.{0,60}\b(?:vor(?:zu)?stell|"
    r"bekannt|zusammen|vernetz|verbind|kennen|in kontakt|in verbindung)"
    r"|\b(?:vorstell|verbind|vernetz|bring|mach)\w*\b.{0,40}\b(?:euch|sie) (?:beide|zwei|einander|"
    r"miteinander)\b"
    r"|\bihr (?:beide|zwei|beiden) (?:solltet|müsst|sollt)\b(?!.*\bmit (?:dem|der|den|meine\w*|"
    r"unsere\w*|eine\w*)\b).{0,60}\b(?:kennen|reden|sprechen|treffen|austausch|unterhalten|vernetz|"
    r"zusammen)|\bdarf ich vorstellen\b"
    # French
    r"|\bvous (?:mettre|mets|mettons) (?:tous les deux |toutes les deux )?en (?:relation|contact)"
    rf"|\b(?:te|vous) présente{_WHOM}|\b(?:te|vous) présenter{_WHOM}"
    r"|\bvous (?:devriez|devez) (?:absolument |vraiment )?(?:vous )?(?:rencontrer|parler|connaître)"
    r"|\bvous deux\b.{0,60}\b(?:rencontr|parl|connaî|présent|relation|contact)|\bmise en relation\b"
    r"|\bfau(?:t|drait) (?:\w+ )?que vous vous (?:rencontriez|parliez|connaissiez)\b"
    # Spanish
    rf"|\b(?:os|les|te|le) presento(?: a)?{_WHOM}"
    rf"|\b(?:presentaros|presentarles|presentarte|presentarlos)(?: a)?{_WHOM}"
    r"|\b(?:presentaros|presentarles) (?:porque|ya que|pues|mutuamente)\b"
    r"|\b(?:poneros|ponerlos|ponerles|os pongo|los pongo|les pongo) en contacto\b"
    r"|\bconectar(?:os|los|les)\b|\b(?:deberíais|deberían|tenéis que|tienen que) (?:\w+ )?"
    r"(?:conoceros|conocerse|hablar(?! con))\b"
    # Portuguese
    r"|\b(?:apresento-(?:vos|lhes?|te)|(?:vos|lhes?|te) apresento|apresentar-(?:vos|lhes|te)|"
    rf"apresentá-los|apresentar vocês|apresento vocês)(?: a)?{_WHOM}"
    r"|\b(?:colocar|coloco|pôr|ponho) (?:vocês|-?vos|-?os) (?:dois |duas )?em cont[ac]*to\b"
    r"|\bcolocá-los em cont[ac]*to\b"
    r"|\bvocês (?:dois|duas)? ?(?:deveriam|devem|precisam) (?:se )?(?:conhecer|conversar|falar)\b"
    r"(?! com)"
    r"|\bconectar (?:vocês|os dois)\b",
    _FLAGS,
)  # fmt: skip
_THING = re.compile(
    rf"^(?!.*\b\w*(?:{_SOMEBODY}))(?:.*\b(?:das|den|die|eine?n?|dies\w+) (?:[\w-]+ ){{1,6}}"
    r"vor(?:zu)?stell|(?=.*\b(?:vor(?:zu)?stell|présent|apresent|present[aeo])).*"
    r"\b(?:unser\w*|mein\w*|mes|mon|ma|nos|notre|nuestr[oa]s?|mis?|noss[oa]s?|meus?|minhas?)\b)",
    _FLAGS,
)
_CALLED = r"(?-i:[^\W\d_a-z][\w.’'-]+)"
_IS = r"(?:this is|meet|das ist|voici|est[ea] es|est[ea] é|ecco)"
#: Each is told of the other by name: "Bo, this is Ana, a potter. Ana, this is Bo."
_IN_TURN = re.compile(
    rf"\b(?P<a>{_CALLED}),? (?:{_IS} (?:\w+ )?)?(?P<b>{_CALLED})\b(?!,? (?:and|und|et|y|e|&) )"
    r".{5,300}?"
    rf"\b(?P=b),? (?:{_IS} (?:\w+ )?(?P=a)\b|(?P=a) (?!and |und |et |y |e )(?-i:[a-zà-ÿ])\w+ )",
    _FLAGS | re.DOTALL,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")

_LONGEST = 1_500  # characters that are searched for names in turn

_NAME = (
    r"(?P<name>(?-i:[^\W\d_a-z][\w.’'-]+"
    r"(?: (?:(?:de|da|do|dos|van|von|der|el|la) ){0,2}[^\W\d_a-z][\w.’'-]*){0,3}))"
)
_THANKS = re.compile(
    r"\b(?:thanks?|thank you|many thanks|grateful|cheers|appreciate)\b.{0,60}?\b(?:introducing me|"
    rf"connecting me|putting me in touch|(?:the|your|that) (?:kind |warm )?intro(?:duction)?) "
    rf"(?:to|with) {_NAME}"
    rf"|\bdanke?\b.{{0,60}}?\b(?:(?:mich|mir) (?:mit )?{_NAME.replace('name', 'de')} "
    rf"(?:vorgestellt|bekannt gemacht)|(?:vorstellung bei|kontakt zu|vermittlung an|bekanntmachen "
    rf"mit) {_NAME.replace('name', 'de2')})"
    rf"|\bmerci\b.{{0,60}}?\b(?:m'avoir présentée? à|m'avoir mise? en (?:relation|contact) avec|"
    rf"(?:ta|votre|la) présentation à) {_NAME.replace('name', 'fr')}"
    rf"|\bgracias por (?:presentarme a|ponerme en contacto con|haberme presentado a) "
    rf"{_NAME.replace('name', 'es')}"
    rf"|\bobrigad[oa] por (?:me apresentar (?:a|ao|à)|ter me apresentado (?:a|ao|à)|me colocar em "
    rf"contato com) {_NAME.replace('name', 'pt')}",
    _FLAGS,
)  # fmt: skip
#: Most messages hold none of these, and are looked at no further.
_THANKING = ("thank", "grateful", "cheers", "appreciate", "dank", "merci", "gracias", "obrigad")


def introduces(text: str) -> bool:
    """Return True when a message to two people plainly introduces them to each other.

    >>> introduces("Tibor, Ysolde - I wanted to put you two in touch.")
    True
    >>> introduces("Thanks for introducing me last week!"), introduces("See the intro slide.")
    (False, False)
    """
    sentences = (part.replace("’", "'") for part in _SENTENCE.split(text) if part.strip())
    if any(_makes_one(part) for part in sentences):
        return True
    return _IN_TURN.search(text[:_LONGEST]) is not None


def _makes_one(sentence: str) -> bool:
    if not _MAKES.search(sentence) or _NOT.search(sentence):
        return False
    return _THING.search(sentence) is None


def thanked_for(text: str) -> str:
    """Return the name of the person a writer thanks the reader for introducing; else empty.

    >>> thanked_for("Many thanks for introducing me to Rosa Lind, we had lunch.")
    'Rosa Lind'
    """
    if not any(map(text.lower().__contains__, _THANKING)):
        return ""
    match = _THANKS.search(text.replace("’", "'"))
    named = (part for part in match.groupdict().values() if part) if match else iter(())
    return next(named, "").rstrip(".'-")
