package dev.agentpool.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.testkit.PlantedSecrets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every form of secret is found, wherever a text is cut, and ordinary texts stay as they are. */
class RedactionTest {
  private final Redaction redaction = Redaction.standard();

  @Test
  void everyFormIsReplacedAndCounted() {
    assertThat(PlantedSecrets.all()).hasSizeGreaterThanOrEqualTo(30);
    for (PlantedSecrets.Secret planted : PlantedSecrets.all()) {
      for (String around : List.of("%s", "see %s here\n", "\"%s\"", "a\n%s\nb", "x=1\\n%s")) {
        long before = total();
        String text = around.replace("%s", planted.text());
        String kept = redaction.over(text);
        assertThat(kept)
            .as(planted.form() + " in " + around)
            .doesNotContain(planted.secret())
            .doesNotContain(planted.secret().substring(planted.secret().length() / 2))
            .contains(Redaction.MARK);
        assertThat(total()).as(planted.form()).isGreaterThan(before);
      }
    }
  }

  private long total() {
    return redaction.counts().values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void whatIsAroundASecretStays() {
    assertThat(redaction.over("Authorization: Bearer abcdef0123456789 ok"))
        .isEqualTo("Authorization: Bearer [REDACTED] ok");
    assertThat(redaction.over("AKIA" + "J7Q2MZP4XN6RT8WB!")).isEqualTo("AKIA[REDACTED]!");
    assertThat(redaction.over("postgres://app:pa55@h/db"))
        .isEqualTo("postgres://app:[REDACTED]@h/db");
    assertThat(redaction.over("export API_KEY=abc\nnext"))
        .isEqualTo("export API_KEY=[REDACTED]\nnext");
    assertThat(redaction.over("{\"password\": \"a b1\", \"n\": 2}"))
        .isEqualTo("{\"password\": \"[REDACTED]\", \"n\": 2}");
    assertThat(redaction.over("private key: 0a1b2c3d")).isEqualTo("private key: [REDACTED]");
    assertThat(redaction.over("key sk-" + "abcdefghijklmnop0 end")).isEqualTo("key [REDACTED] end");
  }

  @Test
  void aWordThatIsAPasswordIsFoundWhereItsLineOrTheTextEnds() {
    for (String word : List.of("word", "sunshine", "Sunshine", "letmein")) {
      assertThat(redaction.over("password: " + word)).isEqualTo("password: [REDACTED]");
      assertThat(redaction.over("db:\n  passwd: " + word)).endsWith("passwd: [REDACTED]");
    }
    assertThat(redaction.over("password: word is none")).isEqualTo("password: word is none");
  }

  @Test
  void whatALogFindsIsCountedWithTheRest() {
    redaction.with(List::of).over("password: sunshine");
    assertThat(redaction.counts()).containsEntry("password", 1L);
  }

  @Test
  void nothingIsReplacedTwice() {
    for (PlantedSecrets.Secret planted : PlantedSecrets.all()) {
      String once = redaction.over(planted.text());
      assertThat(redaction.over(once)).as(planted.form()).isEqualTo(once);
    }
  }

  @Test
  void ordinaryTextsStayAsTheyAre() {
    for (String text : OrdinaryTexts.all()) {
      assertThat(redaction.over(text)).isEqualTo(text);
    }
    assertThat(redaction.counts()).isEmpty();
  }

  @Test
  void aSecretThatIsSplitOverPiecesIsFound() {
    String kept = "";
    Filter filter = redaction.filter();
    for (String piece :
        List.of("the key is gh", "p_0aB1cD2eF3gH4i", "J5kL6mN7oP8q", "R9s and so on")) {
      kept += filter.add(piece);
    }
    assertThat(kept + filter.end()).isEqualTo("the key is [REDACTED] and so on");
  }

  @Test
  void whereATextIsCutChangesNothing() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed of the cuts: " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder();
      for (int part = random.nextInt(1, 12); part > 0; part--) {
        text.append(some(random)).append(random.nextBoolean() ? " " : "\n");
      }
      String whole = redaction.over(text.toString());
      StringBuilder pieces = new StringBuilder();
      Filter filter = redaction.filter();
      int from = 0;
      while (from < text.length()) {
        int most = random.nextInt(4) == 0 ? 3 : 200;
        int to = Math.min(text.length(), from + random.nextInt(1, most));
        pieces.append(filter.add(text.substring(from, to)));
        from = to;
      }
      pieces.append(filter.end());
      assertThat(pieces.toString()).as("seed " + seed + ", round " + round).isEqualTo(whole);
    }
  }

  private static String some(Random random) {
    List<PlantedSecrets.Secret> planted = PlantedSecrets.all();
    List<String> ordinary = OrdinaryTexts.all();
    return switch (random.nextInt(4)) {
      case 0 -> ordinary.get(random.nextInt(ordinary.size()));
      case 1 -> planted.get(random.nextInt(planted.size())).text().substring(random.nextInt(5));
      default -> planted.get(random.nextInt(planted.size())).text();
    };
  }

  @Test
  void littleIsHeldBack() {
    Filter filter = redaction.filter();
    assertThat(filter.add("words pass at once\n")).isEqualTo("words pass at once\n");
    String held = "";
    for (int i = 0; i < 20; i++) {
      held += filter.add("eyJ" + "a".repeat(997));
    }
    assertThat(held.length()).isGreaterThan(20_000 - 2 * Redaction.WINDOW);
  }

  @Test
  void aNameThatIsRunTogetherWithATokenIsGoneWithIt() {
    assertThat(redaction.over("ghp" + "_0aB1cD2eF3gH4iJ5kL6mN7DB_PASSWORD=swordfish9 end"))
        .isEqualTo("[REDACTED] end");
    assertThat(
            redaction.over(
                "Authorization: Bearer opaqueOpaqueOpaque0authorization: basic YWRhOmxv"))
        .isEqualTo("Authorization: Bearer [REDACTED]");
  }

  @Test
  void aSecretOfAnyLengthGoesToItsEnd() {
    assertThat(redaction.over("ghp" + "_" + "a1".repeat(20_000) + " end"))
        .isEqualTo("[REDACTED] end");
    assertThat(redaction.over("{\"token\":\"" + "a1 ".repeat(20_000) + "\"}"))
        .isEqualTo("{\"token\":\"[REDACTED]\"}");
  }

  @Test
  void hostileTextsTakeTimeInTheirLength() {
    for (String unit :
        List.of(
            "eyJ",
            "://",
            "://a:",
            "password=",
            "key: ",
            "Authorization: ",
            "-----BEGIN RSA ",
            "-----BEGIN RSA PRIVATE KEY-----",
            "sk-",
            "cookie: a=",
            "token \"",
            "bearer ",
            "\\",
            "key")) {
      long steps = steps(unit.repeat(60_000 / unit.length()));
      assertThat(steps).as(unit).isLessThan(60_000L * 3 * Redaction.WINDOW);
    }
  }

  /** How often the text is looked at. */
  private static long steps(String text) {
    long[] steps = {0};
    CharSequence counted =
        new CharSequence() {
          @Override
          public int length() {
            return text.length();
          }

          @Override
          public char charAt(int index) {
            steps[0]++;
            return text.charAt(index);
          }

          @Override
          public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
          }
        };
    for (int at = 0; at < text.length(); at++) {
      if (RuleBook.STANDARD.mayBegin(text, at)) {
        RuleBook.STANDARD.at(counted, at, true);
      }
    }
    return steps[0];
  }
}
