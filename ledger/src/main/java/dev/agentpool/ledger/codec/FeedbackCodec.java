package dev.agentpool.ledger.codec;

import java.util.List;

/** What a reviewer said of a task's answers, oldest first. */
public final class FeedbackCodec {
  private FeedbackCodec() {}

  public static String write(List<String> feedback) {
    return Json.write(feedback);
  }

  public static List<String> read(String json) {
    return Json.readTexts(json);
  }
}
