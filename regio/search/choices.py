"""Fixed words of the room."""

from django.utils.translation import gettext_lazy as _

# Why a result is here (queries.Hit.why). Order is by these, by distance and by name: nobody can buy it.
REASONS = {
    "title": _("The name fits"),
    "category": _("The offer fits"),
    "text": _("The description fits"),
    "alike": _("Spelled alike"),
    "nearby": _("Nearby"),
    "listed": _("In alphabetical order"),
}

# German (and a few English) words that say nothing about what is looked for, in one spelling (documents.spelled).
STOP_WORDS = frozenset(
    """
    aber alle als am an auch auf aus bei beim bin bis da das dass dem den der des die dies diese diesem diesen dieser
    dieses doch du durch ein eine einem einen einer eines er es etwas fur gibt habe haben hat hier ich ihr ihre ihren
    ihrer im in ist ja kann kein keine konnen man mein meine meinem meinen meiner mich mir mit muss nach nicht noch nur
    ob oder ohne sein seine sich sie sind so uber um und uns unser unsere unter vom von vor war was welche wenn wer
    werden wie wir wird wo zu zum zur zwischen
    gerade geoffnet heute jetzt nahe offen
    and for in near now of open or the to with
    """.split()
)
