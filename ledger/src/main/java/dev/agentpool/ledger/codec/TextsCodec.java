package dev.agentpool.ledger.codec;

import java.util.List;

/** Texts in their order: what a reviewer said, oldest first; what a question offers. */
public final class TextsCodec {
  private TextsCodec() {}

  public static String write(List<String> texts) {
    return Json.write(texts);
  }

  public static List<String> read(String json) {
    return Json.readTexts(json);
  }
}
