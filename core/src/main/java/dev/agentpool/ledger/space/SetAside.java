package dev.agentpool.ledger.space;

import dev.agentpool.ledger.NoteBound;

/**
 * A note that could not be read in its space, kept until a person has looked at it.
 *
 * @param space where it was
 * @param why for people
 * @param text as it was there
 */
public record SetAside(String space, String key, String why, String text) {
  /** Whatever is put here is kept: other spaces had bounds for it. */
  public static final Space<SetAside> SPACE =
      new Space<>(
          "set_aside",
          Codec.of(SetAside::write, SetAside::read),
          NoteBound.of(Integer.MAX_VALUE, Long.MAX_VALUE));

  /** Three lines for people, then the text. */
  private String write() {
    return line(space) + line(key) + line(why) + text;
  }

  private static String line(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\0", "\uFFFD") + "\n";
  }

  private static SetAside read(String written) {
    String[] parts = written.split("\n", 4);
    if (parts.length < 4) {
      throw new IllegalArgumentException("it has not three lines of its own");
    }
    return new SetAside(plain(parts[0]), plain(parts[1]), plain(parts[2]), parts[3]);
  }

  private static String plain(String line) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && i + 1 < line.length()) {
        i++;
        plain.append(line.charAt(i) == 'n' ? '\n' : line.charAt(i));
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
