package dev.agentpool.testkit;

import java.util.ArrayList;
import java.util.List;

/** Made-up secrets of every form, each with the part that may not be kept. */
public final class PlantedSecrets {
  private static final String PEM_LINE = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7";

  private PlantedSecrets() {}

  /**
   * @param text as it stands in a text
   * @param secret the part of it that must go
   */
  public record Secret(String form, String text, String secret) {}

  private static Secret whole(String form, String secret) {
    return new Secret(form, secret, secret);
  }

  private static Secret in(String form, String before, String secret, String after) {
    return new Secret(form, before + secret + after, secret);
  }

  /** More than thirty, each once. */
  public static List<Secret> all() {
    List<Secret> all = new ArrayList<>();
    all.add(whole("anthropic", "sk-ant-" + "api03-Zx9_Qw7-LmN4bV2cXz1AsDfGhJkL"));
    all.add(whole("openai", "sk-" + "Tg5rFv4eDc3wSx2qAz1PlOkM"));
    all.add(whole("openai project", "sk-" + "proj-Yh6nBg5vFc4dXs3zAq2w_Er"));
    all.add(whole("github classic", "ghp" + "_0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX"));
    all.add(whole("github oauth", "gho" + "_1bC2dE3fG4hI5jK6lM7nO8pQ9rS0tU1vW2xY"));
    all.add(whole("github server", "ghs" + "_2cD3eF4gH5iJ6kL7mN8oP9qR0sT1uV2wX3yZ"));
    all.add(
        whole("github fine-grained", "github_pat" + "_11ABCDEFG0hijklmnopqrs_tuvwxyz0123456789"));
    all.add(whole("gitlab", "glpat" + "-Ab3dEf6hIj9lMn2pQr5t"));
    all.add(whole("slack bot", "xoxb" + "-123456789012-1234567890123-AbCdEfGhIjKlMnOp"));
    all.add(in("aws key id", "AKIA", "J7Q2MZP4XN6RT8WB", ""));
    all.add(in("aws secret", "AWS_SECRET_ACCESS_KEY=", "wJ4lrXUtnFEMI/K7MDENG/bPxRfiCYzzQq", ""));
    all.add(whole("google api", "AIza" + "SyB3c4D5e6F7g8H9i0J1k2L3m4N5o6P7q"));
    all.add(
        in(
            "google service account",
            "{\"type\": \"service_account\", \"private_key\": \"",
            "-----BEGIN PRIVATE KEY-----\\n"
                + PEM_LINE
                + "\\nQ9f3kPz0\\n-----END PRIVATE KEY-----\\n",
            "\"}"));
    all.add(whole("stripe", "sk_live" + "_51HqLyjWDarjtT1zdp7dcXyZ"));
    all.add(whole("npm", "npm" + "_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"));
    all.add(whole("pypi", "pypi" + "-AgEIcHlwaS5vcmcCJDU3YjM4ZTk2LWFiY2Q"));
    all.add(whole("hugging face", "hf" + "_QwErTyUiOpAsDfGhJkLzXcVbNm12345678"));
    all.add(
        whole(
            "jwt",
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0"
                + ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"));
    all.add(
        whole(
            "pem",
            "-----BEGIN RSA PRIVATE KEY-----\n"
                + (PEM_LINE + "\n").repeat(20)
                + "-----END RSA PRIVATE KEY-----"));
    all.add(
        whole(
            "openssh key",
            "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n"
                + "-----END OPENSSH PRIVATE KEY-----"));
    all.add(in("postgres url", "postgresql://app:", "s3cr3t-Pw", "@db.local:5432/app"));
    all.add(in("redis url without user", "redis://:", "r3d1sPass!", "@cache:6379/0"));
    all.add(in("mongodb+srv url", "mongodb+srv://root:", "m0ngoP4ss", "@cluster0.example.net"));
    all.add(in("https url", "https://ada:", "hunter2hunter", "@git.example.com/x.git"));
    all.add(in("bearer header", "Authorization: Bearer ", "opaqueOpaqueOpaque0", ""));
    all.add(in("basic header", "authorization: basic ", "YWRhOmxvdmVsYWNlLTE4MTU=", ""));
    all.add(in("cookie", "Cookie: ", "session=9f8e7d6c5b4a; csrf=Zm9vYmFyYmF6", ""));
    all.add(in("set-cookie", "Set-Cookie: ", "sid=s%3Aq1w2e3r4t5y6; Path=/; HttpOnly", ""));
    all.add(in("env password", "DB_PASSWORD=", "correct-horse-77", ""));
    all.add(in("json api key", "{\"api_key\": \"", "q7w8e9r0t1y2", "\", \"n\": 1}"));
    all.add(in("yaml token", "deploy:\n  token: ", "z9y8x7w6v5u4", "\n  region: eu"));
    all.add(in("yaml word", "db:\n  password: ", "swordfishes", "\n  port: 5432"));
    all.add(in("header api key", "x-api-key: ", "k3yk3yk3yk3y", ""));
    all.add(in("option", "mysql --user root --password ", "0pti0nPass", " -e 'select 1'"));
    all.add(
        in(
            "azure",
            "DefaultEndpointsProtocol=https;AccountKey=",
            "Zm9v0YmFy0YmF6cXV4cXV4/w==",
            ";x"));
    all.add(
        whole("sendgrid", "SG" + ".ngeVfQFYQlKU0ufo8x5d1A.TwL2iGABf9DHoTf-09kqeF8tAmbihYzrnopKc"));
    all.add(whole("twilio", "SK" + "0123456789abcdef0123456789abcdef"));
    all.add(
        whole(
            "digitalocean",
            "dop_v1" + "_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"));
    all.add(whole("vault", "hvs" + ".CAESIJ8x7Yy6Zz5Xw4Vv3Uu2Tt1Ss0Rr"));
    all.add(whole("age", "AGE-SECRET-KEY" + "-1QYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQ"));
    all.add(
        in(
            "slack hook",
            "https://hooks.slack.com/services/",
            "T01ABCDEF/B02GHIJKL/a1b2c3d4e5f6g7h8",
            ""));
    all.add(in("xml", "<password>", "xmlPassw0rd", "</password>"));
    all.add(in("escaped json", "{\\\"client_secret\\\": \\\"", "esc4pedSecret", "\\\"}"));
    all.add(in("yaml name", "db:\n  password: ", "Sunshine", "\n  port: 1"));
    all.add(in("yaml block", "db:\n  password: >-\n    ", "blockSecret9", "\n  port: 1"));
    all.add(in("yaml below", "password:\n  ", "bel0wTheName", "\n  port: 1"));
    all.add(in("login of curl", "curl -u ada:", "cur1Secret", " https://example.com"));
    all.add(in("option of sshpass", "sshpass -p ", "sshS3cret", " ssh host"));
    all.add(in("option of mysql", "mysql -h db -uroot -p", "mysq1Secret", " shop"));
    all.add(in("netrc", "machine example.com login ada password ", "netrcSecret", ""));
    all.add(in("npmrc", "_auth=", "YWRhOm5wbVNlY3JldDE=", ""));
    all.add(in("docker config", "{\"auth\": \"", "YWRhOmRvY2tlclNlY3JldA==", "\"}"));
    all.add(in("variable of a dockerfile", "ENV DB_PASSWORD ", "d0ckerSecret", ""));
    all.add(in("short variable", "DB_PASS=", "sh0rtPass", ""));
    all.add(in("member pass", "{\"pass\": \"", "m3mberPass", "\"}"));
    all.add(in("sentence", "the password is ", "s3ntencePass", " for now"));
    all.add(in("query of jdbc", "jdbc:postgresql://h/d?user=a&password=", "jdbcS3cret", "&x=1"));
    all.add(in("attribute", "<add key=\"ApiKey\" value=\"", "attr1buteKey", "\"/>"));
    all.add(in("resource", "<string name=\"api_key\">", "res0urceKey", "</string>"));
    all.add(in("escaped letters", "{\"password\":\"", "\\u0068unterEsc4ped", "\"}"));
    all.add(
        in(
            "putty",
            "Private-Lines: 2\n",
            "AAAAIEv8Q2xhdWRlcHV0dHlwcml2YXRl\nbGluZXRoYXRpc3NlY3JldA==",
            "\n"));
    all.add(
        in(
            "discord bot",
            "bot ",
            "MTk4NjIyNDgzNDcxOTI1MjQ4" + ".Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs",
            ""));
    all.add(
        in(
            "brevo",
            " the key ",
            "xkeysib" + "-0123456789abcdef0123456789abcdef-abcdEFGH12345678",
            ""));
    return all;
  }
}
