package dev.agentpool.provider.terminal;

import dev.agentpool.screen.Reading;
import dev.agentpool.session.Screen;
import dev.agentpool.terminal.tmux.Shot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A terminal as it was seen, and what it shows.
 *
 * @param hash of its text
 * @param content a hash of what counts of it: clocks and spinners do not
 */
record Look(Shot shot, Reading reading, String hash, String content) {
  /**
   * @param asked the last line of the prompt; empty when there is none
   */
  static Look of(Shot shot, TerminalCli cli, String asked) {
    String text = shot.text().stripTrailing();
    Reading reading = cli.screens().read(text, shot.title(), asked);
    String counts =
        String.join(
            "\u0000",
            reading.state().name(),
            reading.reply(),
            String.valueOf(reading.input()),
            reading.menu() == null ? "" : reading.menu().text());
    return new Look(shot, reading, hash(text), hash(counts));
  }

  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  Screen screen() {
    return new Screen(
        shot.text().stripTrailing(),
        shot.title(),
        hash,
        shot.columns(),
        shot.rows(),
        reading.evidence());
  }

  /** What is asked, as it is told from another question. */
  String asked() {
    String text = reading.menu() == null ? "" : reading.menu().text();
    return hash(reading.rule() + "\n" + reading.question() + "\n" + text);
  }

  /** The last of it, for people. */
  String tail() {
    String text = shot.text().strip();
    return text.length() <= 500 ? text : "…" + text.substring(text.length() - 500);
  }
}
