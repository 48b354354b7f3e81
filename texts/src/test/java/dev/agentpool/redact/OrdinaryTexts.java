package dev.agentpool.redact;

import java.util.Base64;
import java.util.List;
import java.util.Random;

/** What agents say all day, with nothing in it that is a secret. */
final class OrdinaryTexts {
  private OrdinaryTexts() {}

  static List<String> all() {
    return List.of(
        "The token count rose: input_tokens: 1200, output_tokens=340, max_tokens = 4096.",
        "{\"input_tokens\":12,\"cache_creation_input_tokens\":0,\"token\":\"string\",\"key\":\"value\"}",
        "commit 24c7d1fd0b7a4f0d9a1e3c5b7d9f1a3c5e7f9b1d\nAuthor: Ada <ada@example.com>\n",
        "id 3f2504e0-4f89-11d3-9a0c-0305e82c3301, sha256:"
            + "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "monkey: banana, turkey: roast, keyboard: qwerty, secretary: Ms Jones, tokenizer: bpe",
        "/usr/lib/jvm/temurin-25-jdk-amd64/bin/java -cp lib/daemon/*"
            + " dev.agentpool.daemon.DaemonMain",
        "public Token next() { Token token = lexer.next(); return token; }",
        "String password = System.getenv(\"DB_PASSWORD\");\nthis.password = password;\n",
        "connect(user=user, password=password, token=os.environ[\"TOKEN\"], key=lambda x: x[0])",
        "for (Map.Entry<String, String> e : map.entrySet()) { key = e.getKey(); }",
        "interface Login {\n  user: string;\n  password: string;\n  token?: string;\n}",
        "API_KEY=$API_KEY ./run --token \"$TOKEN\" --password-file /run/secrets/db",
        "api_key: ${API_KEY}\npassword: <your password>\nsecret: {{ vault.secret }}\n",
        "PWD=/home/ada/project\nOLDPWD=/tmp\nSHLVL=1\n",
        "PASSWORD=\nTOKEN=********\n",
        ".sk-fading-circle .sk-circle-before { margin: 0 } the task-force-of-the-year desk-lamp",
        "https://example.com:8080/a/b?x=1#top and git@github.com:ada/x.git and http://[::1]:80/",
        "See https://docs.python.org/3/library/secrets.html; the Authorization header is required.",
        "Basic authentication is deprecated, bearer tokens are used; the cookie: it is set by the"
            + " server.",
        "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQ\n"
            + "-----END CERTIFICATE-----\n",
        "if (text.startsWith(\"-----BEGIN PRIVATE KEY-----\")) { fail(); }",
        "data:image/png;base64,"
            + "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
        "2026-11-27T04:16:01.123Z INFO Daemon [main] daemon 0.1.0 serves /tmp/x/run/daemon.sock",
        "the password must have eight letters; enter the password: then press return",
        "error: token expected, key: not found, secret: none",
        "primary key: id, foreign key: user_id, sort key = created_at, partition_key: name",
        "assertThat(tokens).isEqualTo(12); // token: a unit of text",
        "npm_config_registry npm_lifecycle_event hf_hub_download xoxo hugs, AKIA is a prefix",
        "docker run -u 1000:1000 -u node:node alpine; ls -u a:b; id -u; passes: 12; first_pass ="
            + " true",
        "tests pass: 120, fail: 0; BYPASS=1; the pass: a walk; compass: north; multi_pass=2",
        "class Login:\n    password: SecretStr\n    token: CharArray\n    secret: Optional[str]\n",
        "the password is required, the token was expired, my password is: see the vault",
        "password:\n  type: string\n  minLength: 8\ntoken:\n  description: of a session\n",
        "mysql --port=3306 -h localhost -u root shop < dump.sql; mysqld -p; login as ada: password"
            + " prompt",
        "auth: basic\n"
            + "oauth = google\n"
            + "\"auth\": \"required\", authors: [ada], author: QWRhTG92ZWxhY2U",
        "<item key=\"name\" value=\"agentpool\"/> <key>CFBundleName</key> MTU=1500 NTP server"
            + " Mjolnir",
        image());
  }

  /** As tools give pictures. */
  private static String image() {
    byte[] bytes = new byte[60_000];
    new Random(42).nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
