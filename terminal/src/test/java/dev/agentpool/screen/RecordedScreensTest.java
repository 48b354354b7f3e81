package dev.agentpool.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.provider.cli.DataTable;
import dev.agentpool.provider.cli.ShippedData;
import dev.agentpool.provider.terminal.TerminalProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Screens of real programs, and hostile ones, each a file that says above its dashes what it comes
 * to. A line that is not there is not looked at.
 */
class RecordedScreensTest {
  private static final Path SCREENS = Path.of("src/test/resources/dev/agentpool/screen");

  @TestFactory
  Stream<DynamicTest> eachScreenIsTakenForWhatItShows() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(SCREENS)) {
      files = all.filter(file -> file.toString().endsWith(".screen")).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(30);
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path file) {
    String all = text(file);
    int dashes = all.indexOf("\n---\n");
    Map<String, String> expected = new HashMap<>();
    for (String line : all.substring(0, dashes).lines().toList()) {
      int colon = line.indexOf(": ");
      expected.put(
          line.substring(0, colon < 0 ? line.length() - 1 : colon),
          colon < 0 ? "" : line.substring(colon + 2));
    }
    Classifier classifier = classifier(expected.getOrDefault("rules", "common"));
    Reading reading =
        classifier.read(all.substring(dashes + 5), expected.getOrDefault("title", ""));
    Map<String, String> read = new HashMap<>();
    read.put("expect", reading.state().wireName());
    read.put("rule", reading.rule());
    read.put("question", String.valueOf(reading.question()));
    read.put("result", reading.result() == null ? "none" : reading.result().replace("\n", " / "));
    read.put("hard", String.valueOf(reading.hard()));
    read.put("said", reading.said().replace("\n", " / "));
    read.put("warnings", String.join(" ", reading.startupWarnings()));
    Reading.Offer menu = reading.menu();
    if (menu != null) {
      read.put(
          "choices", menu.choices().stream().map(Choice::label).collect(Collectors.joining(" | ")));
      read.put("allow", String.join(" ", menu.allow()));
      read.put("deny", String.join(" ", menu.deny()));
    }
    expected.keySet().removeAll(List.of("title", "rules", "why"));
    read.keySet().retainAll(expected.keySet());
    assertThat(read).as("%s, by its line: %s", file, reading.line()).isEqualTo(expected);
  }

  private static Classifier classifier(String rules) {
    if (rules.equals("common")) {
      return Classifier.of(DataTable.of("no rules of its own", Map.of()));
    }
    DataTable table = ShippedData.beside(TerminalProvider.class).get(rules);
    assertThat(table).as(rules).isNotNull();
    Classifier classifier = Classifier.of(table);
    ShippedData.complete(table);
    return classifier;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
