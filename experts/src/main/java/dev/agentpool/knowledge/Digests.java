package dev.agentpool.knowledge;

import dev.agentpool.document.Fingerprint;
import java.util.List;

/** Short hashes of texts. */
final class Digests {
  private Digests() {}

  static String of(String text) {
    return Fingerprint.ofTexts(List.of(text)).value();
  }
}
