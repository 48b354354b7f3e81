package dev.agentpool.ledger.codec;

import dev.agentpool.question.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers as the ledger keeps them: JSON. */
public final class AnswerCodec {
  private AnswerCodec() {}

  public static String write(Answer answer) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("verdict", answer.verdict().wireName());
    if (!answer.text().isEmpty()) {
      plain.put("text", answer.text());
    }
    if (answer.input() != null) {
      plain.put("input", answer.input());
    }
    Answer.Lasting lasting = answer.lasting();
    if (lasting != null) {
      plain.put("lasts_ms", lasting.time().toMillis());
      plain.put("in_session", lasting.inSession());
    }
    return Json.write(plain);
  }

  public static Answer read(String text) {
    Map<String, @Nullable Object> plain = Json.readObject(text);
    return new Answer(
        Answer.Verdict.valueOf(Json.need(plain.get("verdict"), "verdict").toUpperCase(Locale.ROOT)),
        Json.textOr(plain.get("text"), ""),
        Json.text(plain.get("input")),
        lasting(plain));
  }

  private static Answer.@Nullable Lasting lasting(Map<String, @Nullable Object> plain) {
    return plain.get("lasts_ms") instanceof Number millis
        ? new Answer.Lasting(
            Duration.ofMillis(millis.longValue()), Boolean.TRUE.equals(plain.get("in_session")))
        : null;
  }
}
