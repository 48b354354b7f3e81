package dev.agentpool.wire;

import dev.agentpool.answer.WorkerOutput;
import dev.agentpool.request.Detail;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Puts what an agent said between delimiters that it cannot have foreseen (spec control-plane
 * 17.1): each has a fresh random number, and what looks like a delimiter inside is marked as none.
 */
public final class Untrusted {
  static final String BEGIN = "BEGIN_UNTRUSTED_WORKER_OUTPUT_";
  static final String END = "END_UNTRUSTED_WORKER_OUTPUT_";
  private static final Pattern FORGED =
      Pattern.compile("(BEGIN|END)_UNTRUSTED_WORKER_OUTPUT", Pattern.CASE_INSENSITIVE);
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._/@+=-]{1,200}");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE_BYTES = 8;

  private Untrusted() {}

  /** As much of it as the detail says, from its end. */
  public static WorkerOutput told(String text, Detail detail, boolean lockdown) {
    if (lockdown) {
      return WorkerOutput.omitted(detail.wireName(), "lockdown");
    }
    int most =
        switch (detail) {
          case SUMMARY -> 0;
          case EXCERPT -> 1_600;
          case FULL -> 8_000;
        };
    if (most == 0 || text.isEmpty()) {
      return WorkerOutput.omitted(detail.wireName(), "detail=" + detail.wireName());
    }
    int length = text.codePointCount(0, text.length());
    int skipped = Math.max(0, length - most);
    String inner = escaped(text.substring(text.offsetByCodePoints(0, skipped)));
    return new WorkerOutput(
        true,
        detail.wireName(),
        Optional.of(skipped > 0),
        Optional.of(inner.codePointCount(0, inner.length())),
        Optional.of(between(inner)),
        Optional.empty());
  }

  /** All of it. */
  public static String fenced(String text) {
    return between(escaped(text));
  }

  /**
   * Whether it is a file's or branch's name in which no sentence can stand: short, without blanks,
   * of the characters that such names have.
   */
  public static boolean isPlainName(String name) {
    return PLAIN.matcher(name).matches() && !FORGED.matcher(name).find();
  }

  private static String escaped(String text) {
    return FORGED.matcher(text).replaceAll("ESCAPED_$0");
  }

  private static String between(String inner) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    String number = HexFormat.of().formatHex(nonce);
    return BEGIN + number + "\n" + inner + (inner.endsWith("\n") ? "" : "\n") + END + number;
  }
}
