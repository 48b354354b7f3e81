package dev.agentpool.provider.usage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** As much of protocol buffers as one request and its answer need. */
final class Proto {
  private Proto() {}

  /** What cannot be read as such a message. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String why) {
      super(why);
    }
  }

  /** Writes a message. */
  static final class Writer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Writer text(int field, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      varint(field << 3 | 2);
      varint(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    Writer number(int field, long number) {
      varint(field << 3);
      varint(number);
      return this;
    }

    private void varint(long number) {
      long rest = number;
      while ((rest & ~0x7FL) != 0) {
        out.write((int) (rest & 0x7F | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }

  /** The last of each field of a message: its number, or its bytes. */
  record Message(Map<Integer, Long> numbers, Map<Integer, byte[]> blocks) {
    Optional<Long> number(int field) {
      return Optional.ofNullable(numbers.get(field));
    }

    Optional<String> text(int field) {
      return Optional.ofNullable(blocks.get(field))
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Empty when it has none. */
    Message message(int field) throws Malformed {
      byte[] bytes = blocks.get(field);
      return bytes == null ? new Message(Map.of(), Map.of()) : read(bytes);
    }
  }

  static Message read(byte[] bytes) throws Malformed {
    Map<Integer, Long> numbers = new HashMap<>();
    Map<Integer, byte[]> blocks = new HashMap<>();
    int[] at = {0};
    while (at[0] < bytes.length) {
      long tag = varint(bytes, at);
      int field = (int) (tag >>> 3);
      switch ((int) (tag & 7)) {
        case 0 -> numbers.put(field, varint(bytes, at));
        case 1 -> skip(bytes, at, 8);
        case 2 -> {
          long length = varint(bytes, at);
          int from = at[0];
          skip(bytes, at, length);
          blocks.put(field, java.util.Arrays.copyOfRange(bytes, from, at[0]));
        }
        case 5 -> skip(bytes, at, 4);
        default -> throw new Malformed("a field of an unknown kind");
      }
    }
    return new Message(numbers, blocks);
  }

  private static void skip(byte[] bytes, int[] at, long length) throws Malformed {
    if (length < 0 || length > bytes.length - at[0]) {
      throw new Malformed("it ends too early");
    }
    at[0] += (int) length;
  }

  private static long varint(byte[] bytes, int[] at) throws Malformed {
    long number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at[0] >= bytes.length) {
        throw new Malformed("it ends too early");
      }
      byte next = bytes[at[0]++];
      number |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new Malformed("a number that is too long");
  }
}
