"""Passwords and tokens, in every form that an address or a connection string has."""

import pytest

from sezlib.flows import FlowsError, short
from sezlib.secrets import hiding, masked, without_secrets

SECRET = "gEh3im"


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://zone:gEh3im@host/db",
        "postgresql+psycopg://zone:gEh3im@host:5432/db?sslmode=require",
        "no file 'postgresql:/zone:gEh3im@host/db'",
        "mysql://zone:a/gEh3im@host/db",
        "mysql://zone:gEh3im@x@host/db",
        "mysql://zone:1/gEh3im@host",
        "mysql://zone:a gEh3im@host/db",
        "mongodb+srv://:gEh3im@host",
        "https://gEh3im@host/flows.csv",
        "simplecache::s3://key:gEh3im@bucket/flows.csv",
        "zip://a.csv::https://u:gEh3im@host/a.zip",
        "dask://u:gEh3im@host:8786 and then text",
        "https://host/a.csv?token=gEh3im",
        "https://host/a.csv?sv=1&sig=gEh3im%2B%3D&se=2",
        "https://host/a.csv?X-Amz-Credential=gEh3im&X-Amz-Signature=gEh3im",
        "https://host/a.csv?X-Amz-Security-Token=gEh3im#x",
        "https://host/a.csv?key=gEh3im",
        "https://host/a.csv?X-Goog-Signature=gEh3im",
        "https://host/a.csv?api_key=gEh3im&apikey=gEh3im&access_token=gEh3im",
        "postgresql://host/db?user=u&password=gEh3im",
        "jdbc:postgresql://host/db?user=u&password=gEh3im",
        "DRIVER={ODBC};SERVER=h;UID=u;PWD=gEh3im",
        "DRIVER={ODBC};SERVER=h;UID=u;PWD={a;gEh3im};DATABASE=d",
        "DRIVER={ODBC};SERVER=h;Password=my gEh3im word;UID=u",
        "mssql+pyodbc:///?odbc_connect=DRIVER%3D%7BODBC%7D%3BUID%3Du%3BPWD%3DgEh3im%3BA%3D1",
        "host=h dbname=d user=u password=gEh3im",
        "host=h password='a gEh3im' dbname=d",
        "DefaultEndpointsProtocol=https;AccountName=n;AccountKey=gEh3im==;EndpointSuffix=s",
        "Endpoint=sb://n/;SharedAccessKeyName=r;SharedAccessKey=gEh3im=",
        "{'key': 'AKIA', 'secret': 'gEh3im', 'endpoint_url': 'https://h'}",
        '{"aws_secret_access_key": "gEh3im"}',
        "Authorization: Bearer gEh3im",
        "headers={'Authorization': 'Basic gEh3im'}",
        "parameter 'api_token' is 'gEh3im', and not a whole number",
        'connect(password\x1b[38;5;241m=\x1b[39m\x1b[33m"gEh3im"\x1b[39m)',
        'password = "gEh3im"',
        "postgresql://u:gEh3im",
        "no file 'postgresql:/u:gEh3im'; name another",
        "s3://key:gEh3im/bucket",
        "postgresql://u:80gEh3im",
        "u:gEh3im@host/db",
        "no file 'u:gEh3im@host/db'",
        "no file 'https/u:gEh3im@x@host'",
        "postgresql:u:gEh3im@host",
    ],
)
def test_no_form_of_an_address_shows_its_secret(text):
    assert SECRET not in without_secrets(text)
    assert "…" in without_secrets(text)
    assert SECRET not in str(FlowsError(text)) and SECRET not in short(text, 30)
    assert SECRET not in str(masked({text: [text, {"a": text}]}))


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a/b.html?page=2&sort=key#top",
        "s3://bucket/folder/flows.csv",
        "tcp://127.0.0.1:8786",
        "sqlite:////data/zone.db",
        "data/sample/flows.csv",
        "write to somebody@example.org",
        "see https://host:8080/a or ask somebody@example.org",
        "the signature of the treaty; a token of trust: one",
        "unknown key 'perod' (did you mean 'period'?)",
        "column 'value' is negative; see line 3 ('-1')",
        "12:30/13:45",
        "dask://HOST:PORT, and a port is a number",
        "see http://localhost:8888.",
        "sqlite:///C:/data/zone.db",
        "zip://a.csv::https://host/a.zip",
        "http://[2001:db8::1]:80/",
        "no file 'mailto:somebody@example.org'",
    ],
)
def test_what_holds_no_secret_stays_as_it_is(text):
    assert without_secrets(text) == text


def test_what_tells_where_something_is_stays():
    told = without_secrets("postgresql://zone:gEh3im@host:5432/db?sslmode=require&password=gEh3im")
    assert told == "postgresql://…@host:5432/db?sslmode=require&password=…"


def test_a_value_under_the_name_of_a_secret_is_hidden_whole():
    told = masked({"api_token": "gEh3im", "db_password": "", "key": "a", "n": 1, "secret": 7})
    assert told == {"api_token": "…", "db_password": "", "key": "a", "n": 1, "secret": "…"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("api_token", "gEh3im"),
        ("db_password", 314159),
        ("secret", "first line\ngEh3im"),
        ("store", "postgresql://zone:gEh3im@host/db"),
        ("store", "postgresql://zone:gEh3im"),
        ("store", "zone:gEh3im@host"),
        ("store", "a://b:gEh3im@host/1,c://d:0th3r@host/2"),
        ("store", "mssql+pyodbc:///?odbc_connect=UID%3Du%3BPWD%3DgEh3im%3BA%3D1"),
        ("store", "{'endpoint': 'h', 'secret': 'gEh3im'}"),
        ("store", "host=h password='gEh3im'"),
    ],
)
def test_the_secret_of_a_parameter_is_known_wherever_it_stands(name, value):
    bare = "314159" if value == 314159 else SECRET
    with hiding({name: value, "period": "2019"}):
        assert bare not in without_secrets(f"the service refused x{bare}y of 2019")
        assert masked({bare: [bare]}) == {"…": ["…"]}
        assert "2019" in str(FlowsError(f"{bare} of 2019")) and bare not in str(FlowsError(bare))
    assert bare in without_secrets(bare)


@pytest.mark.parametrize(
    "spelt", ["a%20%3Cb%3E%27%5C", "a <b>'\\\\", "a &lt;b&gt;&#x27;\\", "a <b>'\\"]
)
def test_a_secret_is_known_as_addresses_literals_and_pages_spell_it(spelt):
    with hiding({"password": "a <b>'\\"}):
        assert without_secrets(f"x {spelt} y") == "x … y"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("api_token", ""), ("api_token", "abc"), ("api_token", "      "), ("token", True),
        ("key", "0101"), ("store", "postgresql://zone@host/db"), ("at", "12:30"),
        ("store", "http://host:8080/db"), ("store", "https://host/a.csv?code=0101"),
    ],
)  # fmt: skip
def test_what_may_stand_anywhere_by_accident_is_no_known_secret(name, value):
    text = "abc      True: the zone sold 0101 at 12:30 from 8080 on the host"
    with hiding({name: value}):
        assert without_secrets(text) == text


def test_a_cookie_and_what_is_called_pass_are_secret():
    assert without_secrets("GET /a\nCookie: id=abc; other=def\nHost: x").count("…") == 1
    assert "def" not in without_secrets("set-cookie: id=abc; other=def")
    assert masked({"db_pass": "abc", "pw": "abc", "passage": "north"}) == {
        "db_pass": "…", "pw": "…", "passage": "north",
    }  # fmt: skip
