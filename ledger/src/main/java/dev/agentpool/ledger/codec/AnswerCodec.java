package dev.agentpool.ledger.codec;

import dev.agentpool.question.Answer;
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
    return Json.write(plain);
  }

  public static Answer read(String text) {
    Map<String, @Nullable Object> plain = Json.readObject(text);
    return new Answer(
        Answer.Verdict.valueOf(Json.need(plain.get("verdict"), "verdict").toUpperCase(Locale.ROOT)),
        Json.textOr(plain.get("text"), ""),
        Json.text(plain.get("input")));
  }
}
