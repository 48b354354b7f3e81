package dev.agentpool.process;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Cuts a stream of bytes into lines for one listener. Holds at most one line of the allowed length,
 * and of a longer one only the head. Confined to the tail thread.
 */
final class LineSplitter {

  private static final int HEAD_BYTES = 4096;
  private static final byte[] NOTHING = new byte[0];

  private final OutputListener listener;
  private final int maxLineBytes;
  private final BooleanSupplier wanted;
  private byte[] held = NOTHING;
  private int heldLength;
  private long
      lineLength; // of the line so far; INVARIANT: heldLength == lineLength unless it is oversized
  private long offset;

  /** Stops delivering as soon as {@code wanted} turns false. */
  LineSplitter(OutputListener listener, int maxLineBytes, long fromOffset, BooleanSupplier wanted) {
    this.listener = listener;
    this.maxLineBytes = maxLineBytes;
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
  }

  private void hold(byte[] bytes, int start, int count) {
    lineLength += count;
    if (lineLength > maxLineBytes) {
      int head = Math.min(HEAD_BYTES, maxLineBytes);
      append(bytes, start, Math.min(count, Math.max(0, head - heldLength)));
      if (held.length > HEAD_BYTES) {
        held = Arrays.copyOf(held, head);
      }
      heldLength = Math.min(heldLength, head);
    } else {
      append(bytes, start, count);
    }
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
    String text = decode(held, 0, heldLength);
    held = held.length > HEAD_BYTES ? NOTHING : held;
    heldLength = 0;
    lineLength = 0;
    if (length > maxLineBytes) {
      listener.oversized(length, withoutCutCharacter(text), offset);
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
