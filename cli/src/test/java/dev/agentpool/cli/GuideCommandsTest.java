package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.cli.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guidance and preferences on the command line. */
class GuideCommandsTest {
  private static final String PAGES =
      "{\"pages\":[{\"name\":\"skill\",\"title\":\"AgentPool Skill\",\"description\":\"d\"},"
          + "{\"name\":\"quickstart\",\"title\":\"q\",\"description\":\"e\"},"
          + "{\"name\":\"examples\",\"title\":\"x\",\"description\":\"f\"},"
          + "{\"name\":\"preferences\",\"title\":\"p\",\"description\":\"g\"}]}";

  @TempDir Path temp;
  private Path home = Path.of("/");
  private Calls calls = new Calls(Path.of("/"), Path.of("/"), null);
  private FakeDaemon daemon;

  @BeforeEach
  void start() throws IOException {
    home = temp.resolve("home");
    daemon = new FakeDaemon(home);
    calls = new Calls(home, Files.createDirectory(temp.resolve("project")), null);
    daemon.answer("GET /v1/guidance", 200, PAGES);
    page("skill", "# AgentPool Skill\\n\\nbody\\n");
    page("quickstart", "# AgentPool Quickstart\\n\\nsteps\\n");
    page("examples", "# Examples\\n\\nmany\\n");
    page("preferences", "# AgentPool Preferences\\n\\n- none yet\\n");
  }

  private void page(String name, String text) {
    daemon.answer(
        "GET /v1/guidance/" + name,
        200,
        "{\"name\":\""
            + name
            + "\",\"title\":\"t\",\"description\":\"d\",\"text\":\""
            + text
            + "\"}");
  }

  @AfterEach
  void stop() throws IOException {
    daemon.close();
  }

  private Json json(String... arguments) {
    Calls.Call call = calls.run(arguments);
    assertThat(call.err()).isEmpty();
    assertThat(call.code()).isZero();
    return Json.parse(call.out());
  }

  @Test
  void theOneSkillIsListedWithItsOtherNameAndThePagesBeside() {
    Json told = json("skills", "--json");
    assertThat(told.get("skills").items()).hasSize(1);
    assertThat(told.get("skills").items().getFirst().toString())
        .isEqualTo(
            "{\"name\":\"agentpool\",\"aliases\":[\"core\"],\"description\":\"d\","
                + "\"full_available\":true}");
    assertThat(told.get("pages").items()).hasSize(3);
  }

  @Test
  void theSkillIsPrintedWholeWithWhatBelongsToIt() {
    assertThat(calls.run("skills", "get", "core").out()).isEqualTo("# AgentPool Skill\n\nbody\n");
    Json full =
        json("skills", "get", "agentpool", "--full", "--json").get("skills").items().getFirst();
    assertThat(full.text("text"))
        .isEqualTo(
            "# AgentPool Skill\n\nbody\n\n# Reference: Quickstart\n\nsteps\n\n\n"
                + "# Reference: Examples\n\nmany\n");
    assertThat(full.flag("full")).isTrue();
    assertThat(Path.of(full.text("path"))).hasContent("# AgentPool Skill\n\nbody\n");
    assertThat(json("skills", "get", "--all", "--json").get("skills").items()).hasSize(1);
  }

  @Test
  void aSkillThatIsNotThereOrNotNamedIsAMistake() {
    for (List<String> words :
        List.of(List.of("skills", "get"), List.of("skills", "get", "../../etc/passwd"))) {
      Calls.Call call = calls.run(words.toArray(String[]::new));
      assertThat(call.code()).isEqualTo(2);
      assertThat(call.out()).isEmpty();
    }
    assertThat(calls.run("skills", "get", "x", "--json").err()).contains("\"invalid_request\"");
  }

  @Test
  void thePagesAreFilesToo() {
    Path folder = Path.of(json("skills", "path", "--json").text("path"));
    assertThat(folder.resolve("examples.md")).hasContent("# Examples\n\nmany\n");
    Json one = json("skills", "path", "agentpool", "--json");
    assertThat(one.text("name")).isEqualTo("agentpool");
    assertThat(Path.of(one.text("path"))).isEqualTo(folder.resolve("skill.md"));
  }

  @Test
  void preferencesAreWrittenOnceAndReplacedOnlyByForceWithTheOldOneKept() throws IOException {
    Path file = home.resolve("preferences.md");
    assertThat(json("preferences", "path", "--json").toString())
        .isEqualTo("{\"path\":\"" + file + "\",\"resource_uri\":\"agentpool://preferences.md\"}");

    Json plan = json("preferences", "init", "--dry-run", "--json");
    assertThat(plan.flag("would_write")).isTrue();
    assertThat(plan.flag("changed")).isFalse();
    assertThat(file).doesNotExist();

    assertThat(calls.run("preferences", "init").code()).isZero();
    assertThat(file).hasContent("# AgentPool Preferences\n\n- none yet\n");
    Files.writeString(file, "mine");

    Calls.Call again = calls.run("preferences", "init");
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("there already");
    assertThat(file).hasContent("mine");

    assertThat(json("preferences", "init", "--force", "--dry-run", "--json").text("backup_path"))
        .isEqualTo(file + ".bak");
    assertThat(calls.run("preferences", "init", "--yes").code()).isZero();
    assertThat(file).hasContent("# AgentPool Preferences\n\n- none yet\n");
    assertThat(home.resolve("preferences.md.bak")).hasContent("mine");
  }

  @Test
  void aLinkOrAFolderInItsPlaceIsNotWrittenThrough() throws IOException {
    Path others = Files.writeString(temp.resolve("others"), "theirs");
    Files.createSymbolicLink(home.resolve("preferences.md"), others);
    Calls.Call call = calls.run("preferences", "init", "--force");
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("is a link");
    assertThat(others).hasContent("theirs");

    Path folder = Files.createDirectory(temp.resolve("folder"));
    assertThat(calls.run("preferences", "init", "--force", "--path", folder.toString()).code())
        .isEqualTo(2);
  }

  @Test
  void anotherFilesPreferencesAreShownByItsTextAndTheDaemonsDigest() throws IOException {
    daemon.answer(
        "GET /v1/preferences",
        200,
        "{\"path\":\"/x\",\"resource_uri\":\"agentpool://preferences.md\",\"exists\":false,"
            + "\"using_default_template\":true,\"read_hint\":\"h\",\"digest\":[],\"text\":\"t\"}");
    daemon.answer("POST /v1/preferences/digest", 200, "{\"digest\":[\"codex\"]}");
    Path other = Files.writeString(temp.resolve("other.md"), "- codex\n");

    Json told = json("preferences", "show", "--path", other.toString(), "--json");

    assertThat(told.text("path")).isEqualTo(other.toString());
    assertThat(told.flag("exists")).isTrue();
    assertThat(told.flag("using_default_template")).isFalse();
    assertThat(told.get("digest").toString()).isEqualTo("[\"codex\"]");
    assertThat(told.text("text")).isEqualTo("- codex\n");
    assertThat(told.text("read_hint")).isEqualTo("h");
  }
}
