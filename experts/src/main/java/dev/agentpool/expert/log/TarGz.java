package dev.agentpool.expert.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Archives as {@code tar} makes and reads them: flat names, mode 0644, the times of the files.
 * Names that the old header has no room for stand in an extended one (POSIX pax); both that and
 * GNU's own way are read.
 */
final class TarGz {
  private static final int BLOCK = 512;
  private static final int OLD_NAME = 100;
  private static final int MAX_HEADER = 1 << 20;

  private TarGz() {}

  static void write(List<Path> files, OutputStream to) throws IOException {
    GZIPOutputStream out = new GZIPOutputStream(to);
    for (Path file : files) {
      String name = file.getFileName().toString();
      byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
      long seconds = Math.max(0, Files.getLastModifiedTime(file).toMillis() / 1_000);
      if (encoded.length > OLD_NAME || encoded.length != name.length()) {
        byte[] record = paxRecord("path", name);
        out.write(
            header("././@PaxHeader".getBytes(StandardCharsets.UTF_8), record.length, seconds, 'x'));
        out.write(record);
        pad(out, record.length);
      }
      try (InputStream in = Files.newInputStream(file)) {
        long size = Files.size(file);
        out.write(
            header(Arrays.copyOf(encoded, Math.min(OLD_NAME, encoded.length)), size, seconds, '0'));
        long written = copy(in, out, size);
        if (written != size) {
          throw new IOException(file + " became shorter while it was archived");
        }
        pad(out, size);
      }
    }
    out.write(new byte[2 * BLOCK]);
    out.finish();
  }

  private static long copy(InputStream in, OutputStream out, long size) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = size;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        break;
      }
      out.write(buffer, 0, read);
      left -= read;
    }
    return size - left;
  }

  private static byte[] paxRecord(String key, String value) {
    byte[] rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
    int length = rest.length;
    while (length != rest.length + Integer.toString(length).length()) {
      length = rest.length + Integer.toString(length).length();
    }
    byte[] digits = Integer.toString(length).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(length).put(digits).put(rest).array();
  }

  private static byte[] header(byte[] name, long size, long seconds, char type) {
    byte[] block = new byte[BLOCK];
    System.arraycopy(name, 0, block, 0, name.length);
    octal(block, 100, 8, 0644);
    octal(block, 108, 8, 0);
    octal(block, 116, 8, 0);
    octal(block, 124, 12, size);
    octal(block, 136, 12, seconds);
    Arrays.fill(block, 148, 156, (byte) ' ');
    block[156] = (byte) type;
    System.arraycopy("ustar\00000".getBytes(StandardCharsets.US_ASCII), 0, block, 257, 8);
    int sum = 0;
    for (byte one : block) {
      sum += one & 0xFF;
    }
    octal(block, 148, 7, sum);
    block[155] = ' ';
    return block;
  }

  private static void octal(byte[] block, int at, int length, long value) {
    String digits = String.format("%0" + (length - 1) + "o", value);
    byte[] bytes = digits.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, at, length - 1);
  }

  private static void pad(OutputStream out, long size) throws IOException {
    out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
  }

  /** The content of one file of an archive, at most so many bytes of it; empty when it has none. */
  static Optional<byte[]> read(Path archive, String wanted, int most) throws IOException {
    try (InputStream raw = Files.newInputStream(archive);
        InputStream in = new GZIPInputStream(raw)) {
      String longName = "";
      for (byte[] block = in.readNBytes(BLOCK);
          block.length == BLOCK && block[0] != 0;
          block = in.readNBytes(BLOCK)) {
        long size = number(block, 124, 12);
        char type = (char) block[156];
        boolean isFile = type == '0' || type == 0;
        String name = longName.isEmpty() ? text(block, 0, OLD_NAME) : longName;
        if (isFile && name.equals(wanted)) {
          return Optional.of(in.readNBytes((int) Math.min(most, size)));
        }
        longName = "";
        if ((type == 'x' || type == 'L') && size <= MAX_HEADER) {
          byte[] extended = in.readNBytes((int) size);
          longName = type == 'L' ? text(extended, 0, extended.length) : paxPath(extended);
          in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        } else {
          in.skipNBytes(size + (BLOCK - size % BLOCK) % BLOCK);
        }
      }
      return Optional.empty();
    }
  }

  private static String paxPath(byte[] records) {
    for (int at = 0; at < records.length; ) {
      int space = at;
      while (space < records.length && records[space] != ' ') {
        space++;
      }
      int length;
      try {
        length = Integer.parseInt(new String(records, at, space - at, StandardCharsets.US_ASCII));
      } catch (NumberFormatException noRecord) {
        return "";
      }
      if (length <= 0 || length > records.length - at) {
        return "";
      }
      String record =
          new String(
              records, space + 1, Math.max(0, at + length - space - 2), StandardCharsets.UTF_8);
      if (record.startsWith("path=")) {
        return record.substring("path=".length());
      }
      at += length;
    }
    return "";
  }

  private static String text(byte[] block, int at, int length) {
    int end = at;
    while (end < at + length && block[end] != 0) {
      end++;
    }
    return new String(block, at, end - at, StandardCharsets.UTF_8);
  }

  private static long number(byte[] block, int at, int length) throws IOException {
    String digits = text(block, at, length).strip();
    try {
      long number = digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
      if (number < 0) {
        throw new IOException("an archive's header holds a size below 0");
      }
      return number;
    } catch (NumberFormatException e) {
      throw new IOException("an archive's header is broken", e);
    }
  }
}
