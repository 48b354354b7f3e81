package dev.agentpool.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LineDigestTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static Optional<String> digest(String line, LineDigest.Room room) {
    LineDigest digest = new LineDigest(room);
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    digest.take(bytes, 0, bytes.length);
    return digest.text();
  }

  private static JsonNode read(String line) {
    return JSON.readTree(digest(line, LineDigest.Room.USUAL).orElseThrow());
  }

  @Test
  void whatIsShortIsTakenAsItIs() {
    String line =
        "{\"a\":1,\"b\":[true,null,-1.5e3,{}],\"c\":{\"d\":\"x\\n\\\"\\u00e9"
            + " é\",\"e\":[]},\"f\":{}}";
    assertThat(digest(line, LineDigest.Room.USUAL)).contains(line);
    assertThat(JSON.readTree(digest(line, LineDigest.Room.SCARCE).orElseThrow()))
        .isEqualTo(JSON.readTree(line));
  }

  @Test
  void aLongTextIsCutAndWhatStandsBehindItIsThere() {
    String line =
        "{\"type\":\"result\",\"result\":\""
            + "y".repeat(3 << 20)
            + "\",\"usage\":{\"input_tokens\":7},\"total_cost_usd\":0.5}";
    JsonNode shorter = read(line);
    assertThat(shorter.path("type").asString()).isEqualTo("result");
    assertThat(shorter.path("result").asString())
        .hasSizeLessThan(300_000)
        .startsWith("yyyy")
        .endsWith("[cut by agentpool: it had 3145728 bytes]");
    assertThat(shorter.path("usage").path("input_tokens").asInt()).isEqualTo(7);
    assertThat(shorter.path("total_cost_usd").asDouble()).isEqualTo(0.5);
  }

  @Test
  void manyLongTextsLeaveRoomForWhatComesAfterThem() {
    StringBuilder line = new StringBuilder("{\"denials\":[");
    for (int i = 0; i < 40; i++) {
      line.append("{\"input\":\"").append("z".repeat(200_000)).append("\"},");
    }
    line.append("{}],\"usage\":{\"output_tokens\":9},\"uuid\":\"u\"}");
    JsonNode shorter = read(line.toString());
    assertThat(shorter.path("usage").path("output_tokens").asInt()).isEqualTo(9);
    assertThat(shorter.path("uuid").asString()).isEqualTo("u");
  }

  @Test
  void aHundredThousandMembersAndTheLastShortOneIsStillThere() {
    StringBuilder line = new StringBuilder("{\"junk\":{");
    for (int i = 0; i < 100_000; i++) {
      line.append("\"member-").append(i).append("\":").append(i).append(',');
    }
    line.append("\"last\":0},\"subtype\":\"success\"}");
    assertThat(read(line.toString()).path("subtype").asString()).isEqualTo("success");
  }

  @Test
  void whatIsNestedDeeplyIsLeftOut() {
    int deep = 200_000;
    String line = "{\"x\":" + "[{\"a\":".repeat(deep) + "\"]}\"" + "}]".repeat(deep) + ",\"y\":2}";
    assertThat(read(line).path("y").asInt()).isEqualTo(2);
  }

  @Test
  void aNumberOfAMillionDigitsIsNone() {
    JsonNode shorter = read("{\"n\":" + "9".repeat(1_000_000) + ",\"m\":3}");
    assertThat(shorter.path("n").isNull()).isTrue();
    assertThat(shorter.path("m").asInt()).isEqualTo(3);
  }

  @Test
  void whatIsNoObjectGivesNone() {
    for (String line :
        new String[] {"", "[1]", "hello {}", "{\"a\":1} x", "{]", "{\"a\" 1}", "{\"a\":}"}) {
      assertThat(digest(line, LineDigest.Room.USUAL)).as(line).isEmpty();
    }
  }

  @Test
  void escapesAndCharactersAreNeverCutInTheMiddle() {
    Random random = new Random(7);
    String[] pieces = {"é", "€", "😀", "\\n", "\\\\", "\\\"", "\\u20ac", "a"};
    for (int round = 0; round < 200; round++) {
      StringBuilder text = new StringBuilder();
      while (text.length() < 20_000) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      String line = "{\"t\":\"" + text + "\",\"end\":true}";
      String shorter = digest(line, LineDigest.Room.SCARCE).orElseThrow();
      JsonNode read = JSON.readTree(shorter);
      assertThat(read.path("end").asBoolean()).isTrue();
      assertThat(read.path("t").asString()).doesNotContain("\ufffd").contains("cut by agentpool");
    }
  }

  @Test
  void aLineThatNeverEndedIsClosedWhereItStands() {
    String line =
        "{\"type\":\"user\",\"message\":{\"content\":[{\"id\":\"t1\",\"text\":\""
            + "q".repeat(2 << 20);
    JsonNode shorter = read(line);
    assertThat(shorter.path("type").asString()).isEqualTo("user");
    assertThat(shorter.path("message").path("content").path(0).path("id").asString())
        .isEqualTo("t1");
  }
}
