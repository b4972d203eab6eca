"""The manifest of a library that has everything, though nothing stands behind it."""

from __future__ import annotations

from gopylink._manifest import (
    Class,
    ErrorType,
    ErrorVariant,
    Field,
    Function,
    Manifest,
    Parameter,
    Property,
    Shape,
    TypeDefinition,
    TypeRef,
    Variant,
)

ANY, NONE, BOOL, STR, BYTES = map(TypeRef, ("Any", "None", "Bool", "Str", "Bytes"))
INT, FLOAT = TypeRef("Int", "i64"), TypeRef("Float", "f64")


def of(kind: str, *items: TypeRef) -> TypeRef:
    return TypeRef(kind, items=items)


def named(name: str) -> TypeRef:
    return TypeRef("Named", name)


def instance(name: str) -> TypeRef:
    return TypeRef("Instance", name)


def standard(name: str) -> TypeRef:
    return TypeRef("Standard", name)


def function(name: str, *parameters: Parameter, returns: TypeRef = NONE, doc: str = "") -> Function:
    return Function(name, doc, parameters, returns)


def takes(name: str, accepts: TypeRef, kind: str = "Normal", default: str | None = None) -> Parameter:
    return Parameter(name, kind, accepts, default)


def echo(name: str, ref: TypeRef) -> Function:
    return function(name, takes("value", ref), returns=ref)


def record(name: str, *fields: Field, doc: str = "", has_class: bool = False) -> TypeDefinition:
    return TypeDefinition(name, doc, Shape(fields=fields), has_class)


def enum(name: str, *variants: Variant, tagging: str = "External", keys: tuple[str, ...] = ()) -> TypeDefinition:
    return TypeDefinition(name, "", Shape(variants=variants, tagging=tagging, keys=keys))


def inline(*fields: Field) -> Shape:
    return Shape(fields=fields)


POINT = record(
    "Point",
    Field("x", "How far right.", FLOAT),
    Field("y", "", FLOAT),
    Field("label", "", of("Optional", STR), optional=True),
    Field("tags", "", of("List", STR), optional=True, skipped=True),
    doc="A place.",
)

TYPES = (
    POINT,
    record("Tree", Field("value", holds=INT), Field("children", holds=of("List", named("Tree")))),
    record("Headers", Field("content-type", holds=STR), Field("class", holds=INT, optional=True)),
    record(
        "Pair",
        Field("right", holds=INT, optional=True, default="2"),
        Field("left", holds=INT),
        has_class=True,
        doc="Two.",
    ),
    record("Outcome", Field("ok", holds=BOOL), Field("note", holds=STR, skipped=True)),
    TypeDefinition("Id", "A number that names something.", Shape(same=INT)),
    enum("Color", Variant("Red"), Variant("Green", "As grass.")),
    TypeDefinition("Speed", "", Shape(variants=(Variant("very-fast"), Variant("slow-ish", "Rather."))), has_class=True),
    TypeDefinition("Level", "How loud.", Shape(variants=(Variant("Low"), Variant("High"))), has_class=True),
    enum(
        "Figure",
        Variant("Empty"),
        Variant("Circle", content=inline(Field("center", holds=named("Point")), Field("radius", holds=FLOAT))),
        Variant("Named", content=Shape(same=STR)),
        Variant("Line", content=Shape(same=of("Tuple", named("Point"), named("Point")))),
    ),
    enum(
        "Event",
        Variant("Start"),
        Variant("Move", content=inline(Field("by", holds=INT))),
        Variant("Place", content=Shape(same=named("Point"))),
        tagging="Internal",
        keys=("type",),
    ),
    enum(
        "Message",
        Variant("Quit"),
        Variant("Say", content=Shape(same=STR)),
        tagging="Adjacent",
        keys=("kind", "content"),
    ),
    enum(
        "Loose",
        Variant("Number", content=Shape(same=INT)),
        Variant("Text", content=Shape(same=STR)),
        Variant("Nothing"),
        tagging="Untagged",
    ),
)

COUNTER = Class(
    "Counter",
    "A number that goes up.",
    constructor=function("new", takes("initial", INT, default="0"), doc="Starts at `initial`."),
    methods=(
        function("incr", takes("n", INT), returns=INT, doc='Adds `n`; "n" is a number.\n\nReturns `\\n`.'),
        function("merge", takes("other", instance("Counter"))),
        function("list", returns=of("List", INT)),
        function("Point", returns=named("Point")),
        function("class", returns=INT),
        function("__len__", returns=TypeRef("Int", "usize")),
        function("__eq__", takes("other", instance("Counter")), returns=BOOL),
        function("__lt__", takes("other", instance("Counter")), returns=BOOL),
        function("__add__", takes("other", INT), returns=instance("Counter")),
        function("__iadd__", takes("other", INT)),
        function("__getitem__", takes("index", INT), returns=INT),
        function("__iter__"),
        function("__next__", returns=of("Optional", INT)),
        function("__call__", takes("times", INT, default="1"), returns=INT),
        function("__contains__", takes("value", INT), returns=BOOL),
    ),
    static_methods=(function("starting_at", takes("initial", INT), returns=instance("Counter")),),
    properties=(
        Property("value", function("value", returns=INT, doc="The value."), function("value", takes("value", INT))),
        Property("is_even", function("is_even", returns=BOOL)),
    ),
    constants=(function("LIMIT", returns=INT, doc="The most."),),
)

FILE = Class(
    "File",
    "",
    constructor=function("new", takes("path", standard("pathlib.Path"))),
    methods=(
        function("close", takes("flush", BOOL, default="True"), returns=INT),
        function("__hash__", returns=TypeRef("Int", "u64")),
        function("__eq__", takes("other", instance("File")), returns=BOOL),
    ),
)

CANDLE = Class(
    "Candle",
    "",
    constructor=function("new"),
    methods=(function("__enter__", returns=instance("Candle")),),
    properties=(
        Property("close", function("close", returns=FLOAT), function("close", takes("close", FLOAT))),
        Property("open", function("open", returns=FLOAT)),
    ),
)
FIXED = Class(
    "Fixed",
    "",
    constructor=function("new"),
    methods=(function("__enter__", returns=instance("Candle")),),
    properties=(Property("close", function("close", returns=FLOAT)),),
)
SHOP = Class("Shop", "", constructor=function("new"), static_methods=(function("close"),))
MARKET = Class("Market", "", constructor=function("new"), static_methods=(function("close", takes("at", INT)),))
RANGE = Class("Range", "", constructor=function("new"), constants=(function("close", returns=INT),))
ACCOUNT = Class("Account", "", constructor=function("new"), methods=(function("close", takes("reason", STR)),))

FUNCTIONS = (
    function("add", takes("a", INT), takes("b", INT), returns=INT, doc="Adds two numbers."),
    function(
        "greet",
        takes("name", STR, "PositionalOnly"),
        takes("greeting", STR, default="'Hi'"),
        takes("more", of("List", STR), "Rest"),
        takes("loud", BOOL, "KeywordOnly", "False"),
        takes("options", of("Dict", STR, INT), "Options"),
        returns=STR,
    ),
    function("configure", takes("key", INT, "KeywordOnly"), takes("options", named("Point"), "Options")),
    function("lambda_of", takes("lambda", INT), takes("b", INT)),
    function("computed", takes("a", INT, default="...")),
    echo("bytes", BYTES),
    echo("words", of("List", STR)),
    echo("by_name", of("Dict", STR, of("List", INT))),
    echo("by_number", of("Dict", of("Optional", INT), INT)),
    echo("unique", of("Set", INT)),
    echo("pair", of("Tuple", INT, STR)),
    function("quoted", doc='"Quoted" at its ends, and "here"'),
    function("indented", doc='Has code:\n\n    f(\n        1)\n\n  and "more"'),
    echo("nothing", of("Tuple")),
    echo("maybe", of("Optional", INT)),
    echo("any_value", ANY),
    echo("weights", TypeRef("Array", "f64")),
    echo("day", standard("datetime.date")),
    echo("price", standard("decimal.Decimal")),
    echo("path", standard("pathlib.Path")),
    echo("counter", instance("Counter")),
    echo("point", named("Point")),
    echo("points", of("List", named("Point"))),
    echo("tree", named("Tree")),
    echo("headers", named("Headers")),
    echo("both", named("Pair")),
    function("outcome", returns=named("Outcome")),
    echo("id", named("Id")),
    echo("color", named("Color")),
    echo("level", named("Level")),
    echo("speed", named("Speed")),
    echo("figure", named("Figure")),
    echo("event", named("Event")),
    echo("message", named("Message")),
    echo("loose", named("Loose")),
    echo("Sequence", INT),
    echo("import", INT),
    echo("func_call", INT),
    echo("a_function_with_a_name_that_is_long_enough", of("Dict", STR, of("List", of("Optional", named("Figure"))))),
)

ERRORS = (
    ErrorType(
        "BankError",
        "What can go wrong.",
        (
            ErrorVariant("Insufficient", "Not enough.", (Field("needed", holds=INT),)),
            ErrorVariant("Missing", base="KeyError"),
            ErrorVariant("Closed"),
        ),
    ),
)

SAMPLE = Manifest("0.1.0", FUNCTIONS, (COUNTER, FILE, CANDLE, FIXED, SHOP, MARKET, RANGE, ACCOUNT), TYPES, ERRORS)
