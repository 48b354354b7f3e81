package dev.agentpool.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.document.Document;
import dev.agentpool.skill.Skill.Argument;
import dev.agentpool.skill.Skill.Scope;
import dev.agentpool.skill.Skill.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltinSkillsTest {
  static List<Skill> all() {
    return Builtins.all();
  }

  private static Skill named(String name) {
    return all().stream().filter(skill -> skill.name().equals(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "code_review, TASK, target*",
    "implement, TASK, description*",
    "write_tests, TASK, target*",
    "refactor, TASK, target* goal*",
    "summarize, TASK, target*",
    "pre_push, TASK, ''",
    "create_pr, TASK, title* body* issue",
    "rebase_onto_main, TASK, ''",
    "issue_watcher, COORDINATOR, ''",
    "loop_monitor, COORDINATOR, repo* filters verbose",
    "pool_dashboard, COORDINATOR, ''",
    "chain_watcher, COORDINATOR, chain_ids",
    "issue_triage, COORDINATOR, issue*",
    "chain_implement_issue, CHAIN, issue*",
    "plan_then_execute, CHAIN, task*",
  })
  void eachOfTheFifteenHasItsScopeAndArguments(String name, Scope scope, String arguments) {
    Skill skill = named(name);
    assertThat(skill.scope()).isEqualTo(scope);
    assertThat(skill.source()).isEqualTo(Source.BUILTIN);
    assertThat(
            skill.arguments().stream()
                .map(argument -> argument.name() + (argument.required() ? "*" : ""))
                .collect(Collectors.joining(" ")))
        .isEqualTo(arguments);
    assertThat(all()).hasSize(15);
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachRendersWithEveryValueInItsPlace(Skill skill) {
    Map<String, String> values = new HashMap<>();
    for (Argument argument : skill.arguments()) {
      assertThat(argument.description()).isNotBlank();
      values.put(argument.name(), "<<" + argument.name() + ">>");
    }
    String prompt = new SkillRenderer().render(skill, values);
    values.values().forEach(value -> assertThat(prompt).contains(value));
    assertThat(prompt).doesNotContain("\n\nARGUMENTS: ", "$ARGUMENTS");
    skill
        .arguments()
        .forEach(argument -> assertThat(prompt).doesNotContain("{" + argument.name() + "}"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachRendersWithoutTheOptionalValues(Skill skill) {
    Map<String, String> values = new HashMap<>();
    skill.arguments().stream()
        .filter(Argument::required)
        .forEach(argument -> values.put(argument.name(), "v"));
    String prompt = new SkillRenderer().render(skill, values);
    skill
        .arguments()
        .forEach(argument -> assertThat(prompt).doesNotContain("{" + argument.name() + "}"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachIsCleanAndIsReadAsItIsWritten(Skill skill) throws Exception {
    Document document = Document.parse(Builtins.text(skill.name()));
    assertThat(document.notes()).isEmpty();
    Document written = Document.parse(SkillMarkdown.write(skill));
    assertThat(SkillMarkdown.read(written, "x", null, Source.BUILTIN)).isEqualTo(skill);
  }

  @ParameterizedTest
  @CsvSource({
    "loop_monitor, loop_monitor_state_",
    "pool_dashboard, pool_dashboard_state",
    "chain_watcher, chain_watcher_state"
  })
  void coordinatorsKeepTheirStateInTheSharedContext(String name, String key) {
    assertThat(named(name).prompt()).contains(key, "context_get", "context_set");
  }

  @Test
  void theListNamesEveryFolder() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/main/resources/skills"))) {
      assertThat(folders.filter(Files::isDirectory).map(Path::getFileName).map(Path::toString))
          .as("a new skill is a folder and a line in skills/index")
          .containsExactlyInAnyOrderElementsOf(all().stream().map(Skill::name).toList());
    }
  }
}
