package dev.agentpool.cli.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events. */
final class EventReader {
  private final BufferedReader lines;

  EventReader(InputStream in) {
    this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /** The next event, or null at the end of the stream. Half an event at the end is none. */
  @Nullable ServerEvent next() throws IOException {
    String mark = "";
    String type = "message";
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        if (data.length() > 0) {
          return new ServerEvent(mark, type, data.toString());
        }
      } else if (line.startsWith("id:")) {
        mark = value(line, 3);
      } else if (line.startsWith("event:")) {
        type = value(line, 6);
      } else if (line.startsWith("data:")) {
        data.append(data.length() == 0 ? "" : "\n").append(value(line, 5));
      }
    }
    return null;
  }

  private static String value(String line, int from) {
    return line.substring(line.startsWith(" ", from) ? from + 1 : from);
  }
}
