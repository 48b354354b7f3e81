package dev.agentpool.process;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into lines for one listener. Holds at most one line of the allowed length,
 * and of a longer one its digest, or its head when it is no JSON. Confined to the tail thread.
 */
final class LineSplitter {

  private static final int HEAD_BYTES = 4096;
  private static final int FREE_BYTES = 64 << 10; // that much needs no leave of the budget
  private static final byte[] NOTHING = new byte[0];

  private final OutputListener listener;
  private final int maxLineBytes;
  private final LineBudget budget;
  private final BooleanSupplier wanted;
  private byte[] held = NOTHING;
  private int heldLength;
  private int granted; // by the budget
  private @Nullable LineDigest digest; // of the line so far when it is not held
  private long lineLength; // of the line so far
  private long offset;

  /** Stops delivering as soon as {@code wanted} turns false. */
  LineSplitter(
      OutputListener listener,
      int maxLineBytes,
      LineBudget budget,
      long fromOffset,
      BooleanSupplier wanted) {
    this.listener = listener;
    this.maxLineBytes = maxLineBytes;
    this.budget = budget;
    this.offset = fromOffset;
    this.wanted = wanted;
  }

  /** The offset of the next byte it takes. */
  long offset() {
    return offset;
  }

  void take(byte[] bytes, int length) {
    int start = 0;
    while (start < length && wanted.getAsBoolean()) {
      int end = start;
      while (end < length && bytes[end] != '\n') {
        end++;
      }
      if (end == length) {
        hold(bytes, start, length - start);
        offset += length - start;
        return;
      }
      offset += end + 1 - start;
      if (lineLength == 0 && end - start <= maxLineBytes) {
        deliver(decode(bytes, start, end - start));
      } else {
        hold(bytes, start, end - start);
        finishLine(false);
      }
      start = end + 1;
    }
  }

  /** The stream is over. */
  void end() {
    if (lineLength > 0 && wanted.getAsBoolean()) {
      finishLine(true);
    }
    letGo();
  }

  /** Nothing more comes to it: what it holds is given back. */
  void letGo() {
    budget.give(granted);
    granted = 0;
    held = NOTHING;
    heldLength = 0;
    lineLength = 0;
    digest = null;
  }

  private void hold(byte[] bytes, int start, int count) {
    lineLength += count;
    if (digest == null && (lineLength > maxLineBytes || !grantedFor(heldLength + count))) {
      digest =
          new LineDigest(
              lineLength > maxLineBytes ? LineDigest.Room.USUAL : LineDigest.Room.SCARCE);
      digest.take(held, 0, heldLength);
      int more = Math.clamp(HEAD_BYTES - (long) heldLength, 0, count);
      append(bytes, start, more);
      heldLength = Math.min(heldLength, HEAD_BYTES);
      held = Arrays.copyOf(held, heldLength);
    }
    if (digest != null) {
      digest.take(bytes, start, count);
    } else {
      append(bytes, start, count);
    }
  }

  /** Whether so many bytes may be held. */
  private boolean grantedFor(int bytes) {
    int missing = bytes - FREE_BYTES - granted;
    if (missing <= 0) {
      return true;
    }
    int step = Math.min(maxLineBytes, Math.max(missing, FREE_BYTES));
    if (!budget.take(step)) {
      return false;
    }
    granted += step;
    return true;
  }

  private void append(byte[] bytes, int start, int count) {
    if (heldLength + count > held.length) {
      int doubled = (int) Math.min(maxLineBytes, Math.max(256L, 2L * held.length));
      held = Arrays.copyOf(held, Math.max(doubled, heldLength + count));
    }
    System.arraycopy(bytes, start, held, heldLength, count);
    heldLength += count;
  }

  private void finishLine(boolean cut) {
    long length = lineLength;
    LineDigest shorter = digest;
    String text = decode(held, 0, heldLength);
    letGo();
    if (shorter != null) {
      listener.oversized(length, shorter.text().orElseGet(() -> withoutCutCharacter(text)), offset);
    } else if (cut) {
      if (!text.isBlank()) {
        listener.unterminated(text, offset);
      }
    } else {
      deliver(text);
    }
  }

  private void deliver(String text) {
    if (!text.isBlank()) {
      listener.line(text, offset);
    }
  }

  private static String decode(byte[] bytes, int start, int length) {
    int end = length;
    while (end > 0 && bytes[start + end - 1] == '\r') {
      end--;
    }
    return Escapes.strip(new String(bytes, start, end, StandardCharsets.UTF_8));
  }

  private static String withoutCutCharacter(String head) {
    return head.endsWith("\ufffd") ? head.substring(0, head.length() - 1) : head;
  }
}
