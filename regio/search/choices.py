"""Fixed words of the room."""

# German (and a few English) words that say nothing about what is looked for, in one spelling (documents.spelled).
STOP_WORDS = frozenset(
    """
    aber alle als am an auch auf aus bei beim bin bis da das dass dem den der des die dies diese diesem diesen dieser
    dieses doch du durch ein eine einem einen einer eines er es etwas fur gibt habe haben hat hier ich ihr ihre ihren
    ihrer im in ist ja kann kein keine konnen man mein meine meinem meinen meiner mich mir mit muss nach nicht noch nur
    ob oder ohne sein seine sich sie sind so uber um und uns unser unsere unter vom von vor war was welche wenn wer
    werden wie wir wird wo zu zum zur zwischen
    and for in of or the to with
    """.split()
)
