package dev.agentpool.cli.terminal;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How much a terminal shows. */
public record Size(int columns, int rows) {
  static final Size USUAL = new Size(80, 24);
  private static final int SECONDS = 2;

  /** What {@code COLUMNS} and {@code LINES} say, else what the terminal is asked for itself. */
  public static Size of(Map<String, String> environment) {
    try {
      return new Size(
              Integer.parseInt(environment.getOrDefault("COLUMNS", "")),
              Integer.parseInt(environment.getOrDefault("LINES", "")))
          .orUsual();
    } catch (NumberFormatException notSaid) {
      return asked();
    }
  }

  private static Size asked() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(stty.getInputStream(), StandardCharsets.US_ASCII))) {
        String line = lines.readLine();
        stty.waitFor(SECONDS, TimeUnit.SECONDS);
        String[] said = line == null ? new String[0] : line.split(" ");
        return said.length == 2
            ? new Size(Integer.parseInt(said[1]), Integer.parseInt(said[0])).orUsual()
            : USUAL;
      }
    } catch (IOException | NumberFormatException unknown) {
      return USUAL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }

  private Size orUsual() {
    return columns < 1 || rows < 1 ? USUAL : this;
  }
}
