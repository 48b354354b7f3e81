package dev.agentpool.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The worked examples of docs/experts.md, by the very commands and files that stand there. */
class ExpertExamplesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern BLOCK = Pattern.compile("(?s)```(sh|toml)\n(.*?)```");
  @TempDir Path scratch;
  private Image image;
  private Path project;
  private List<String> commands;

  @BeforeEach
  void start() throws Exception {
    image = new Image(scratch);
    project = Files.createDirectories(scratch.resolve("shop"));
    for (String line :
        List.of(
            "init -q -b main",
            "config user.name t",
            "config user.email t@example.org",
            "commit -q --allow-empty -m first")) {
      assertThat(run("git " + line, Map.of()).exitCode()).isZero();
    }
    files(blocks("## Three worked examples", "### A question"));
  }

  @AfterEach
  void stop() {
    image.close();
  }

  private record Block(String kind, String text) {}

  /** What stands fenced between two headings. */
  private static List<Block> blocks(String from, String to) throws Exception {
    String page = Files.readString(Path.of("..", "docs", "experts.md"));
    int begin = page.indexOf(from);
    Matcher found = BLOCK.matcher(page.substring(begin, page.indexOf("\n" + to, begin)));
    List<Block> blocks = new ArrayList<>();
    while (found.find()) {
      blocks.add(new Block(found.group(1), found.group(2)));
    }
    assertThat(blocks).isNotEmpty();
    return blocks;
  }

  /** Each goes where its first line says. */
  private void files(List<Block> blocks) throws Exception {
    for (Block block : blocks) {
      if (block.kind().equals("toml")) {
        Path file = project.resolve(block.text().lines().findFirst().orElseThrow().substring(2));
        Files.createDirectories(file.getParent());
        Files.writeString(file, block.text());
      }
    }
  }

  private void example(String from, String to) throws Exception {
    List<Block> blocks = blocks(from, to);
    files(blocks);
    commands = blocks.stream().filter(it -> it.kind().equals("sh")).map(Block::text).toList();
  }

  private Program.Done run(String script, Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>(image.environment());
    environment.put("PATH", image.folder() + ":" + environment.get("PATH"));
    environment.putAll(variables);
    return new Program(List.of("/bin/sh", "-ec", script), project, environment, scratch).done();
  }

  private String commands(int block, Map<String, String> variables) {
    Program.Done done = run(commands.get(block), variables);
    assertThat(done.exitCode()).as("%s%n%s", commands.get(block), done.err()).isZero();
    return done.out();
  }

  private JsonNode asked(String command) {
    Program.Done done = run("agentpool " + command + " --json", Map.of());
    return done.out().isBlank() ? JSON.missingNode() : JSON.readTree(done.out());
  }

  private JsonNode mail(String id) {
    return asked("mail show " + id).path("mail").path(0);
  }

  private void awaitDone(String... ids) {
    for (String id : ids) {
      await(id)
          .atMost(PATIENCE)
          .until(() -> mail(id).path("state").asString(""), "completed"::equals);
    }
  }

  private Map<String, String> questions(int count) {
    List<JsonNode> open = new ArrayList<>();
    await("questions")
        .atMost(PATIENCE)
        .until(() -> {
          open.clear();
          asked("inbox").path("questions").forEach(open::add);
          return open.size() == count;
        });
    return Map.of(
        "QUESTIONS",
        open.stream().map(one -> one.get("id").asString()).collect(Collectors.joining(" ")));
  }

  /** Of an entry of an expert: in how many prompts it was. */
  private int prompts(String expert, String entry) {
    for (JsonNode known : asked("expert show " + expert).path("entries")) {
      if (known.get("text").asString().contains(entry)) {
        return known.get("in_prompts_of").asInt();
      }
    }
    return -1;
  }

  @Test
  void aQuestionToThreeExpertsAndOneAnswerMadeOfTheirs() throws Exception {
    example("### A question to three experts", "### From a plan");
    commands(0, Map.of());
    awaitDone("tokens");
    assertThat(prompts("auth", "a token lasts an hour")).isZero();
    assertThat(commands(1, Map.of())).contains("They last an hour, lie in sessions");
    awaitDone("again");
    assertThat(prompts("auth", "a token lasts an hour")).isEqualTo(1);
  }

  @Test
  void fromAPlanToMergedWork() throws Exception {
    example("### From a plan", "### A formula");
    commands(0, Map.of());
    awaitDone("plan-login");
    Map<String, String> questions = questions(2);
    assertThat(mail("login-server").isMissingNode()).isTrue();
    assertThat(commands(1, questions)).contains("POST /login answers 200 or 401");
    for (String id : List.of("login-server", "login-form")) {
      await(id).atMost(PATIENCE).until(() -> waits(id));
    }
    assertThat(project.resolve("server.txt")).doesNotExist();
    commands(2, Map.of());
    awaitDone("look-login", "login-server", "login-form");
    commands(3, Map.of("TASKS", task("login-server") + " " + task("login-form")));
    assertThat(project.resolve("server.txt")).hasContent("200 or 401");
    assertThat(project.resolve("form.txt")).hasContent("the form");
    awaitDone("logout");
    assertThat(prompts("auth", "401, not 403")).isEqualTo(1);
  }

  private String task(String id) {
    return mail(id).path("task_id").asString("");
  }

  private boolean waits(String id) {
    String task = task(id);
    return !task.isEmpty()
        && asked("task " + task).path("state").asString("").equals("pending_review");
  }

  @Test
  void aFormulaWithAFanOut() throws Exception {
    example("### A formula", "## All commands");
    commands(0, Map.of());
    commands(1, questions(1));
    awaitDone("search-design", "search-build-db", "search-build-ui", "search-look");
    assertThat(commands(2, Map.of())).contains("all parts are there");
    awaitDone("index");
    assertThat(prompts("db", "parts are built apart")).isEqualTo(1);
  }
}
