package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
  private static final String TASKS =
      """
      {"items":[{"id":"vb3k2aaaaaaaaaaaaaaaa","state":"running","prompt":"Fix the parser\\u001b[2J"},
       {"id":"qq9x7bbbbbbbbbbbbbbbb","state":"failed","prompt":"Count: the words"}],"total":2}\
      """;

  @TempDir Path temp;
  private Path project;

  @BeforeEach
  void project() throws Exception {
    project = Files.createDirectories(temp.resolve("project")).toRealPath();
  }

  private List<String> complete(String... words) {
    List<String> arguments = new ArrayList<>(List.of("complete", "--"));
    arguments.addAll(List.of(words));
    Calls.Call call = new Calls(temp, project, null).run(arguments.toArray(String[]::new));
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.err()).isEmpty();
    return call.out().lines().toList();
  }

  private static List<String> words(List<String> lines) {
    return lines.stream().map(line -> line.split("\t", 2)[0]).toList();
  }

  @Test
  void commandsAndTheirActionsAndOptionsAreKnownWithoutADaemon() {
    assertThat(words(complete("ta"))).containsExactly("tasks", "task");
    assertThat(complete("wait")).singleElement().asString().startsWith("wait\tWait");
    assertThat(words(complete("chain", ""))).contains("list", "show", "cancel");
    assertThat(words(complete("skill", "e"))).containsExactly("eject");
    assertThat(words(complete("submit", "--per"))).containsExactly("--permission-mode");
    assertThat(words(complete("help", "budg"))).containsExactly("budget");
    assertThat(temp.resolve("state/run")).doesNotExist();
  }

  @Test
  void aClosedListOfValuesIsOffered() {
    assertThat(words(complete("submit", "--permission-mode", "a")))
        .containsExactly("acceptEdits", "auto");
    assertThat(words(complete("submit", "--workspace=r"))).containsExactly("--workspace=read_only");
    assertThat(words(complete("submit", "--workspace", "=", "r"))).containsExactly("read_only");
    assertThat(words(complete("tasks", "--state", "failed,c")))
        .containsExactly("failed,completed", "failed,cancelled");
    assertThat(words(complete("budget", ""))).containsExactly("show", "set");
    assertThat(words(complete("answer", "anId", ""))).containsExactly("yes", "no");
  }

  @Test
  void filesAreLeftToTheShell() {
    assertThat(complete("submit", "--prompt-file", "")).containsExactly(":files");
    assertThat(complete("submit", "--", "--prompt-file")).isEmpty();
  }

  @Test
  void whatARunningDaemonKnowsIsOffered() throws Exception {
    try (FakeDaemon daemon =
        new FakeDaemon(temp)
            .answer("GET /v1/tasks?dir=" + encoded() + "&limit=100", 200, TASKS)
            .answer(
                "GET /v1/workflows?dir=" + encoded(),
                200,
                "{\"workflows\":[{\"name\":\"map_reduce\",\"description\":\"Parts.\"}]}")) {
      assertThat(complete("logs", ""))
          .containsExactly(
              "vb3k2aaaaaaaaaaaaaaaa\trunning: Fix the parser",
              "qq9x7bbbbbbbbbbbbbbbb\tfailed: Count: the words");
      assertThat(words(complete("wait", "vb3k2aaaaaaaaaaaaaaaa", "--timeout", "5s", "q")))
          .containsExactly("qq9x7bbbbbbbbbbbbbbbb");
      assertThat(words(complete("-C", project.toString(), "submit", "--after", "v")))
          .containsExactly("vb3k2aaaaaaaaaaaaaaaa");
      assertThat(words(complete("workflow", "show", ""))).containsExactly("map_reduce");
    }
  }

  @Test
  void whatCannotBeKnownIsSilence() throws Exception {
    assertThat(complete("nonsense", "")).isEmpty();
    assertThat(complete("logs", "")).isEmpty();
    assertThat(complete("submit", "--provider", "")).isEmpty();
    try (FakeDaemon daemon =
        new FakeDaemon(temp)
            .answer("GET /v1/tasks?dir=" + encoded() + "&limit=100", 500, "{\"detail\":\"no\"}")) {
      assertThat(complete("logs", "")).isEmpty();
    }
  }

  @Test
  void everyValueOfAClosedListBelongsToAnOptionThatThereIs() {
    for (String named : CompletionValues.closed()) {
      String option = named.substring(named.lastIndexOf(' ') + 1);
      assertThat(Commands.NAMES)
          .as(named)
          .anySatisfy(
              name -> assertThat(CompletionTest.taken(name)).anyMatch(it -> it.equals(option)));
    }
  }

  private static List<String> taken(String name) {
    List<String> taken = new ArrayList<>();
    List<String> actions = Commands.actions(name);
    for (String call :
        actions.isEmpty() ? List.of(name) : actions.stream().map(a -> name + " " + a).toList()) {
      var spec = CommandLines.parser(call, Commands.named(call)).getCommandSpec();
      taken.addAll(spec.optionsMap().keySet());
      spec.positionalParameters().forEach(parameter -> taken.add(parameter.paramLabel()));
    }
    return taken;
  }

  @Test
  void bashCompletes() throws Exception {
    try (FakeDaemon daemon =
        new FakeDaemon(temp).answer("GET /v1/tasks?dir=" + encoded() + "&limit=100", 200, TASKS)) {
      String shown =
          shell(
              "bash",
              "bash",
              "--norc",
              "-c",
              "source $1; COMP_WORDS=(agentpool logs v); COMP_CWORD=2; _agentpool;"
                  + " printf '%s\\n' \"${COMPREPLY[@]}\"; complete -p agentpool",
              "bash");
      assertThat(shown.lines())
          .containsExactly("vb3k2aaaaaaaaaaaaaaaa", "complete -F _agentpool agentpool");
    }
  }

  @Test
  @Tag("real")
  void fishCompletes() throws Exception {
    try (FakeDaemon daemon =
        new FakeDaemon(temp).answer("GET /v1/tasks?dir=" + encoded() + "&limit=100", 200, TASKS)) {
      String shown = shell("fish", "fish", "-c", "source $argv[1]; complete -C 'agentpool logs q'");
      assertThat(shown.lines()).containsExactly("qq9x7bbbbbbbbbbbbbbbb\tfailed: Count: the words");
    }
  }

  @Test
  @Tag("real")
  void zshCompletes() throws Exception {
    try (FakeDaemon daemon =
        new FakeDaemon(temp).answer("GET /v1/tasks?dir=" + encoded() + "&limit=100", 200, TASKS)) {
      String shown =
          shell(
              "zsh",
              "zsh",
              "-f",
              "-c",
              "compdef() { print -- compdef $@ }; _describe() { print -l -- ${(P)2} };"
                  + " _files() { print files }; source $1; words=(agentpool logs ''); CURRENT=3;"
                  + " _agentpool; words=(agentpool submit --prompt-file ''); CURRENT=4; _agentpool",
              "zsh");
      assertThat(shown.lines())
          .containsExactly(
              "compdef _agentpool agentpool",
              "vb3k2aaaaaaaaaaaaaaaa:running: Fix the parser",
              "qq9x7bbbbbbbbbbbbbbbb:failed: Count: the words",
              "files");
    }
  }

  /** What a shell says that has the script and the program of this class path. */
  private String shell(String kind, String... command) throws Exception {
    Path bin = Files.createDirectories(temp.resolve("bin"));
    Path program = bin.resolve("agentpool");
    Files.writeString(
        program,
        "#!/bin/sh\nexec "
            + ProcessHandle.current().info().command().orElseThrow()
            + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '"
            + System.getProperty("java.class.path")
            + "' dev.agentpool.cli.Main \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Calls.Call script = new Calls(temp, project, null).run("completion", kind);
    assertThat(script.code()).isZero();
    Path file = Files.writeString(temp.resolve("completion." + kind), script.out());
    List<String> words = new ArrayList<>(List.of(command));
    words.add(file.toString());
    ProcessBuilder builder = new ProcessBuilder(words).directory(project.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", bin + ":/usr/bin:/bin");
    builder.environment().put("HOME", temp.toString());
    builder.environment().put("AGENT_POOL_HOME", temp.toString());
    builder.environment().put("LANG", "C.UTF-8");
    Process process = builder.redirectErrorStream(true).start();
    String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return shown;
  }

  @Test
  void anotherShellIsRefused() {
    Calls.Call call = new Calls(temp, project, null).run("completion", "tcsh");
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("bash, zsh and fish", "\"tcsh\"");
  }

  private String encoded() {
    return project.toString().replace("/", "%2F");
  }
}
