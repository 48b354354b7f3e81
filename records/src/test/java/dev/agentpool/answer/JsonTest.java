package dev.agentpool.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void aTimeThatIsTextIsWrittenAndReadAsText() {
    Message message =
        new Message("msg-1", "user", "slot-0", "hi", Instant.ofEpochMilli(1_500), true);

    String json = Json.ANSWERS.writeValueAsString(message);

    assertThat(Json.ANSWERS.readTree(json).path("timestamp").stringValue())
        .isEqualTo("1970-01-01T00:00:01.500Z");
    assertThat(Json.ANSWERS.readValue(json, Message.class)).isEqualTo(message);
  }
}
