package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.cli.command.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the pages say one can type, one can. */
class PagesTest {
  private static final Pattern SPAN = Pattern.compile("`agentpool ([a-z][^`\\n]*)");
  private static final Pattern LINE =
      Pattern.compile("(?m)(?:^|^\\w+=\\$\\(|\"\\$\\()agentpool ([a-z].*)");
  private static final String FENCE = "\n```";

  private static final Pattern FLAG = Pattern.compile("(?<=\\s|^|\\[)--[a-z][a-z-]+");

  @Test
  void everyCommandAndFlagInThePagesIsThere() throws IOException {
    Set<String> wrong = new TreeSet<>();
    int found = 0;
    for (Path page : pages()) {
      for (String line : commands(Files.readString(page))) {
        found++;
        strangers(line)
            .forEach(word -> wrong.add(page.getFileName() + ": " + word + " in " + line));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(found).isGreaterThan(80);
  }

  private static List<String> commands(String page) {
    List<String> commands = new ArrayList<>();
    String[] parts = page.split(FENCE);
    for (int i = 0; i < parts.length; i++) {
      List<Pattern> patterns = i % 2 == 1 ? List.of(LINE, SPAN) : List.of(SPAN);
      for (Pattern pattern : patterns) {
        Matcher matcher = pattern.matcher(parts[i]);
        while (matcher.find()) {
          // without a comment, and without what it is piped into
          commands.add(matcher.group(1).replaceFirst("\\s+#.*", "").replaceFirst(" \\|.*", ""));
        }
      }
    }
    return commands;
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("../README.md")));
    for (String folder : List.of("../docs", "../docs/guidance")) {
      try (Stream<Path> docs = Files.list(Path.of(folder))) {
        docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    return pages;
  }

  private static List<String> strangers(String line) {
    List<String> words = List.of(line.split("[\\s)\"]+"));
    String name = words.getFirst();
    String next = words.size() > 1 ? words.get(1) : "";
    Commands.Call call = Commands.resolve(name, next.matches("[a-z-]+|[@*0-9].*") ? next : "");
    Command command = call.name().isEmpty() ? null : Commands.named(call.name());
    if (command == null) {
      return List.of(call.name().isEmpty() ? next : name);
    }
    Set<String> flags = new CommandLine(command).getCommandSpec().optionsMap().keySet();
    return FLAG.matcher(line)
        .results()
        .map(flag -> flag.group())
        .filter(flag -> !flags.contains(flag))
        .toList();
  }
}
