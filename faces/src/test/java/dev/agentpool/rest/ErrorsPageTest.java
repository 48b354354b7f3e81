package dev.agentpool.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.definition.DefinitionException;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.skill.SkillException;
import dev.agentpool.task.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of refusals has every code that is thrown, and none that is not. */
class ErrorsPageTest {
  private static final Pattern THROWN =
      Pattern.compile("new (?:Refused|Problem)\\([^;\"]*?\"([a-z]+(?:_[a-z]+)*)\"", Pattern.DOTALL);
  private static final Pattern NOT_FOUND = Pattern.compile("notFound\\(\"([a-z ]+)\"");
  private static final Pattern CODE = Pattern.compile("`([a-z]+(?:_[a-z]+)*)`");

  private static Set<String> thrown() throws IOException {
    Set<String> codes = new TreeSet<>();
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("node", "engine", "postoffice", "operations", "faces", "daemon")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
        sources.addAll(files.filter(file -> file.toString().endsWith(".java")).toList());
      }
    }
    for (Path source : sources) {
      String text = Files.readString(source);
      THROWN.matcher(text).results().forEach(found -> codes.add(found.group(1)));
      NOT_FOUND
          .matcher(text)
          .results()
          .map(found -> found.group(1).replace(' ', '_') + "_not_found")
          .forEach(codes::add);
    }
    codes.remove("key_not_found"); // of the context, see ContextRoutes
    for (Refusal.Code code : Refusal.Code.values()) {
      codes.add(code.wireName());
    }
    add(codes, "ledger_", LedgerException.Code.values());
    add(codes, "skill_", SkillException.Code.values());
    add(codes, "agent_", DefinitionException.Code.values());
    return codes;
  }

  private static void add(Set<String> codes, String before, Enum<?>... all) {
    for (Enum<?> code : all) {
      codes.add(before + code.name().toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void everyCodeIsOnThePage() throws IOException {
    List<String> told = new ArrayList<>();
    Matcher codes = CODE.matcher(Files.readString(Path.of("../docs/errors.md")));
    while (codes.find()) {
      told.add(codes.group(1));
    }
    assertThat(told).containsAll(thrown());
  }
}
