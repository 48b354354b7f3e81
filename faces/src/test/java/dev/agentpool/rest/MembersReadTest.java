package dev.agentpool.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The command line and the library read members of answers by their names. A name that the API's
 * document does not have is one that nobody writes.
 */
class MembersReadTest {
  private static final Pattern READ =
      Pattern.compile(
          "(?:(?<!Calls)\\.(?:get|text|textOrNull|number|flag|items|path)\\("
              + "|Answer\\.\\w+\\(\\s*\\w+,|Price\\.of\\(\\s*\\w+,)\\s*\"([a-z0-9_]+)\"");

  private static final Pattern COMMENT = Pattern.compile("(?m)^ *\\*.*$");

  /** What is said in a form that the document only calls an object, or not by us. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          // details of a refusal
          "StatsCommand.java reads example",
          // what a question is about
          "QuestionText.java reads unit",
          // lines of a task's activity
          "Activity.java reads delay_ms",
          "Activity.java reads of",
          "Activity.java reads question_id",
          "Activity.java reads told",
          "InPlace.java reads question_id",
          "Activity.java reads summary",
          "Activity.java reads window",
          // entries of the journal
          "JournalLine.java reads kind",
          "JournalLine.java reads space",
          "Notices.java reads seq",
          "PoolEvents.java reads kind",
          "PoolEvents.java reads seq",
          "PoolEvents.java reads space",
          "WatchCommand.java reads seq",
          // cases of a test of the router
          "RouteTestCommand.java reads expected",
          "RouteTestCommand.java reads got",
          "RouteTestCommand.java reads label",
          "RouteTestCommand.java reads pass",
          // a step as its workflow has it
          "WorkflowShowCommand.java reads action",
          "WorkflowShowCommand.java reads for_each",
          "WorkflowShowCommand.java reads skill",
          "WorkflowShowCommand.java reads when",
          // what the smoke test found by itself
          "SmokeCommand.java reads blocked_reason",
          // what is left of a subscription
          "Setup.java reads snapshots",
          // details of a refusal
          "Hints.java reads policy",
          // what the agent's own CLI tells a hook
          "HookCommand.java reads cwd",
          "HookCommand.java reads subagent_type",
          "HookCommand.java reads tool_input",
          "HookCommand.java reads tool_name");

  private final Set<String> members = new HashSet<>();

  MembersReadTest() {
    collect(OpenApi.of(Routes.all(OpenApiTest.NOBODY), "test"));
  }

  private void collect(JsonNode node) {
    members.addAll(node.path("properties").propertyNames());
    node.forEach(this::collect);
  }

  @Test
  void theCommandLineReadsNoMemberThatNobodyWrites() throws IOException {
    assertThat(strangers("cli", 40)).isEmpty();
    assertThat(strangers("client", 40)).isEmpty();
  }

  @Test
  void theLibraryReadsNoMemberThatNobodyWrites() throws IOException {
    assertThat(strangers("library", 10)).isEmpty();
  }

  private Set<String> strangers(String module, int atLeast) throws IOException {
    Set<String> strangers = new TreeSet<>();
    int read = 0;
    for (Path source : sources(module)) {
      Matcher matcher = READ.matcher(COMMENT.matcher(Files.readString(source)).replaceAll(""));
      while (matcher.find()) {
        read++;
        String member = matcher.group(1);
        if (!members.contains(member) && !members.contains(member + "_microdollars")) {
          strangers.add(source.getFileName() + " reads " + member);
        }
      }
    }
    strangers.removeAll(ELSEWHERE);
    assertThat(read).as("members that are read in " + module).isGreaterThan(atLeast);
    return strangers;
  }

  private static List<Path> sources(String module) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of("..", module, "src/main/java"))) {
      return new ArrayList<>(all.filter(path -> path.toString().endsWith(".java")).toList());
    }
  }
}
