package dev.agentpool.provider.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.provider.cli.SessionFiles;
import dev.agentpool.session.OwnCommands;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.task.AgentReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line of a session hands over; {@link RealInheritanceTest} sees what it does. */
class InheritanceTest {
  @TempDir Path folder;
  private Bench bench;
  private Belongings belongings;

  @BeforeEach
  void set() {
    bench = new Bench(folder);
    belongings = new Belongings(folder);
    belongings.ofProject(bench.work);
    belongings.ofUser(folder.resolve("config"), bench.work);
  }

  @AfterEach
  void clear() {
    bench.close();
  }

  private List<String> line() throws Exception {
    Path files = Files.createDirectories(folder.resolve("files"));
    return new ClaudeCommand(Path.of("/bin/claude"), bench.spec(), files, true).arguments();
  }

  private static String after(List<String> line, String flag) {
    return line.get(line.indexOf(flag) + 1);
  }

  @Test
  void withoutAWordNoSettingsFileAndNoServerIsRead() throws Exception {
    assertThat(line())
        .containsSubsequence("--setting-sources", "", "--strict-mcp-config")
        .doesNotContain("--mcp-config");
    assertThat(new ClaudeCommand(Path.of("/bin/claude"), bench.spec(), null, true).environment())
        .containsEntry("CLAUDE_CODE_DISABLE_AUTO_MEMORY", "1")
        .containsEntry("ENABLE_CLAUDEAI_MCP_SERVERS", "false")
        .doesNotContainKey(SessionSpec.TRUSTED_CONTENTS);
  }

  @Test
  void aContentIsTrustedByItsHashAndAnyChangeOfItIsAnother() throws Exception {
    OwnCommands before = bench.provider.commandsIn(bench.work);
    assertThat(String.join("\n", before.described()))
        .contains(".mcp.json: MCP server projectserver: ")
        .contains(".claude/settings.json: hook Stop: ")
        .contains(".claude/settings.json: apiKeyHelper: ")
        .contains(".claude/settings.local.json: hook Stop: ")
        .contains(".claude/skills/project/SKILL.md: runs commands");
    bench.with("inherit.commands", "project");
    assertThat(after(line(), "--setting-sources")).isEmpty();
    bench.environment.put(SessionSpec.TRUSTED_CONTENTS, "sha256:other," + before.hash());
    assertThat(after(line(), "--setting-sources")).isEqualTo("project");
    for (String file :
        List.of(".mcp.json", ".claude/settings.local.json", ".claude/agents/aproject.md")) {
      Path changed = bench.work.resolve(file);
      String was = Files.readString(changed);
      Files.writeString(changed, was + " ");
      assertThat(after(line(), "--setting-sources")).as(file).isEmpty();
      Files.writeString(changed, was);
      assertThat(after(line(), "--setting-sources")).as(file).isEqualTo("project");
    }
  }

  @Test
  void aScriptThatACommandNamesIsPartOfTheContent() throws Exception {
    Path script = bench.work.resolve("scripts/check.sh");
    Files.createDirectories(script.getParent());
    Files.writeString(script, "echo checked\n");
    Files.writeString(
        bench.work.resolve(".claude/settings.json"),
        "{\"hooks\": {\"Stop\": [{\"hooks\": [{\"type\": \"command\", \"command\":"
            + " \"sh \\\"$CLAUDE_PROJECT_DIR\\\"/scripts/check.sh --all\"}]}]}}");
    String before = bench.provider.commandsIn(bench.work).hash();
    Files.writeString(script, "echo evil\n");
    assertThat(bench.provider.commandsIn(bench.work).hash()).isNotEqualTo(before);
  }

  @Test
  void aScriptThatATextOfTheProjectRunsIsPartOfTheContent() throws Exception {
    Path script = Files.writeString(bench.work.resolve("facts.sh"), "echo facts\n");
    Path skill = Files.createDirectories(bench.work.resolve(".claude/skills/facts"));
    Files.writeString(skill.resolve("SKILL.md"), "The facts: !`./facts.sh --all`\n");
    String before = bench.provider.commandsIn(bench.work).hash();
    Files.writeString(script, "echo evil\n");
    assertThat(bench.provider.commandsIn(bench.work).hash()).isNotEqualTo(before);
  }

  @Test
  void whatALinkLeadsToAndWhatLiesInTheRepositoryAboveIsPartOfTheContent() throws Exception {
    Path project = Files.createDirectories(bench.work.resolve("sub"));
    Files.createDirectory(bench.work.resolve(".git"));
    Path linked = Files.createDirectories(bench.work.resolve("elsewhere/deploy"));
    Files.createDirectories(project.resolve(".claude"));
    Files.createSymbolicLink(project.resolve(".claude/skills"), linked.getParent());
    Files.createSymbolicLink(linked.resolve("round"), linked);
    String before = "";
    for (String text : List.of("!`one`", "!`other`")) {
      Files.writeString(linked.resolve("SKILL.md"), text);
      OwnCommands now = bench.provider.commandsIn(project);
      assertThat(now.described()).contains(".claude/skills/deploy/SKILL.md: runs commands");
      assertThat(now.described()).contains("../.claude/skills/project/SKILL.md: runs commands");
      assertThat(now.objection()).isEmpty();
      assertThat(now.hash()).isNotEqualTo(before);
      before = now.hash();
    }
  }

  @Test
  void whatIsTooMuchToBeLookedIntoOrWrittenInAnotherWayIsNeverTrusted() throws Exception {
    bench.with("inherit.commands", "project");
    String hook = "{\"hooks\": {\"Stop\": [{\"hooks\": [{\"command\": \"evil\"}]}]}";
    for (String settings :
        List.of(
            hook + " ".repeat(1 << 20) + "}",
            hook + ", \"deep\": " + "[".repeat(2000) + "]".repeat(2000) + "}",
            hook + ", \"long\": " + "9".repeat(2000) + "}",
            "// a comment\n" + hook + "}")) {
      Path bare = Files.createDirectories(folder.resolve("bare/.claude")).getParent();
      Files.writeString(bare.resolve(".claude/settings.json"), settings);
      OwnCommands commands = bench.provider.commandsIn(bare);
      assertThat(commands.objection()).startsWith(".claude/settings.json cannot be looked into");
      assertThat(commands.isTrustedBy(List.of(commands.hash(), ""))).isFalse();
      Files.writeString(bench.work.resolve(".claude/settings.json"), settings);
      bench.environment.put(
          SessionSpec.TRUSTED_CONTENTS, bench.provider.commandsIn(bench.work).hash());
      assertThat(after(line(), "--setting-sources")).isEmpty();
    }
    Path many = Files.createDirectories(folder.resolve("many/.claude/hooks"));
    for (int i = 0; i <= 2000; i++) {
      Files.createFile(many.resolve("f" + i));
    }
    assertThat(bench.provider.commandsIn(folder.resolve("many")).objection())
        .contains("more than 2000 files");
  }

  @Test
  void aScriptIsReadToItsEndHoweverLongItIs() throws Exception {
    Path hooks = Files.createDirectories(folder.resolve("bare/.claude/hooks"));
    Path script = hooks.resolve("long");
    Files.writeString(script, "#".repeat(3 << 20) + "\necho good\n");
    OwnCommands before = bench.provider.commandsIn(folder.resolve("bare"));
    assertThat(before.isTrustedBy(List.of(before.hash()))).isTrue();
    Files.writeString(script, "#".repeat(3 << 20) + "\necho evil\n");
    OwnCommands after = bench.provider.commandsIn(folder.resolve("bare"));
    assertThat(after.isTrustedBy(List.of(before.hash()))).isFalse();
  }

  @Test
  void aMarkOfByteOrderHidesNothing() throws Exception {
    Path bare = Files.createDirectories(folder.resolve("bare/.claude")).getParent();
    Files.writeString(bare.resolve(".claude/settings.json"), "\ufeff{\"apiKeyHelper\": \"evil\"}");
    assertThat(bench.provider.commandsIn(bare).described())
        .containsExactly(".claude/settings.json: apiKeyHelper: evil");
  }

  @Test
  void aDirectoryWithoutCommandsHasNothingToTrust() throws Exception {
    Path bare = Files.createDirectories(folder.resolve("bare"));
    Files.writeString(bare.resolve("CLAUDE.md"), "Be brief.\n");
    assertThat(bench.provider.commandsIn(bare)).isEqualTo(OwnCommands.NONE);
  }

  @Test
  void ofTheFrontMatterOnlyPlainTextIsLeftHoweverTheRestIsWritten() {
    for (String harm :
        List.of(
            "allowed-tools: Bash",
            "hooks:\n  PreToolUse:\n    - hooks: [{type: command, command: evil}]",
            "\"hooks\": {a: evil}",
            "'allowed-tools': [Bash(evil)]",
            "? hooks\n: evil",
            "<<: *evil",
            "mcpServers:\n- evil",
            "permissionMode: bypassPermissions",
            "description: x\n hooks: evil",
            "hooks : evil")) {
      String text =
          FrontMatter.of("---\nname: good\n" + harm + "\nmodel: haiku\n---\nbody\n").harmless();
      String head = text.substring(0, text.indexOf("\n---\n", 4));
      assertThat(head)
          .as(harm)
          .contains("name: \"good\"", "model: \"haiku\"")
          .doesNotContain("bypass", "Bash");
      assertThat(head.lines().filter(line -> !line.equals("---")))
          .as(harm)
          .allMatch(line -> line.matches("[a-z-]+: (\".*\"|\\[.*]|true|false)"))
          .noneMatch(line -> line.startsWith("hooks") || line.startsWith("mcpServers"));
      assertThat(text).endsWith("body");
    }
    FrontMatter kept =
        FrontMatter.of("---\ndescription: >\n  folded\n  text\ntools:\n  - Read\n  - Grep\n---\nx");
    assertThat(kept.kept())
        .containsEntry("description", "folded text")
        .containsEntry("tools", List.of("Read", "Grep"));
    assertThat(FrontMatter.of("no front matter").harmless()).isEqualTo("no front matter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "---\nhooks: x\n---\n---\nallowed-tools: Bash\n---\nbody",
        "---\n---\n \n---\nallowed-tools: Bash\n---\nbody",
        "---\nname: good\n---\n---\nallowed-tools: Bash\n---\nbody",
        "---\u00a0\nallowed-tools: Bash\n---\nbody",
        "\ufeff\ufeff---\nallowed-tools: Bash\n---\nbody",
        "\n---\nallowed-tools: Bash\n---\nbody",
        "----\nallowed-tools: Bash\n---\nbody"
      })
  void whatIsLeftOfATextOpensNoFrontMatterOfItsOwn(String text) {
    FrontMatter matter = FrontMatter.of(text);
    assertThat(matter.body()).matches("(?s)[^a-z-]*\\*\\*\\*.*allowed-tools: Bash.*body");
    boolean isFirst = !text.startsWith("---\n");
    assertThat(matter.hasHarm() || !isFirst).as("a text that runs nothing").isTrue();
    assertThat(matter.harmless()).isIn(matter.body(), "---\nname: \"good\"\n---\n" + matter.body());
  }

  @Test
  void aTextThatALinkTakesFromElsewhereIsNotHandedOver() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "SECRET\n");
    Path skill = Files.createDirectories(bench.work.resolve(".claude/skills/linked"));
    Files.createSymbolicLink(skill.resolve("SKILL.md"), secret);
    Files.delete(bench.work.resolve("CLAUDE.md"));
    Files.createSymbolicLink(bench.work.resolve("AGENTS.md"), secret);
    SessionFiles files = new SessionFiles(null);
    new Inheritance(bench.spec()).arguments(files);
    assertThat(String.join("\n", files.contents())).doesNotContain("SECRET");
  }

  @Test
  void instructionsForAllAgentsAreToldWhereThereAreNoneForThisOne() throws Exception {
    Files.delete(bench.work.resolve("CLAUDE.md"));
    Files.writeString(bench.work.resolve("AGENTS.md"), "MEMORY-agents\n");
    List<String> line = line();
    Path texts = Path.of(line.get(line.lastIndexOf("--add-dir") + 1));
    assertThat(texts.resolve("CLAUDE.md")).content().contains("MEMORY-agents");
  }

  @Test
  void theModelProviderOfTheUsersSettingsIsUsedAndNoOtherVariable() throws Exception {
    Files.writeString(
        folder.resolve("config/settings.json"),
        "{\"env\": {\"ANTHROPIC_BASE_URL\": \"http://127.0.0.1:1\", \"CLAUDE_CODE_USE_BEDROCK\":"
            + " \"1\", \"NODE_OPTIONS\": \"--require evil\", \"GITHUB_TOKEN\": \"t\"}}");
    bench.environment.put("ANTHROPIC_BASE_URL", "http://127.0.0.1:2");
    assertThat(new ClaudeCommand(Path.of("/bin/claude"), bench.spec(), null, true).environment())
        .containsEntry("CLAUDE_CODE_USE_BEDROCK", "1")
        .containsEntry("ANTHROPIC_BASE_URL", "http://127.0.0.1:2")
        .doesNotContainKeys("NODE_OPTIONS", "GITHUB_TOKEN");
  }

  @Test
  void aResultSaysWhatTheAgentReportsAndWhatItShouldNotHave() {
    bench.with("mcp_servers", java.util.Map.of("board", java.util.Map.of("command", "true")));
    AgentReport result = bench.once("@@say x@@");
    assertThat(result.given().mcpServers()).containsExactly("board (pending)");
    assertThat(result.given().plugins()).containsExactly("project");
    assertThat(result.notices()).isEmpty();
    ReportedGifts surprising =
        ReportedGifts.of(
            dev.agentpool.protocol.Json.parse(
                    "{\"mcp_servers\": [{\"name\": \"x\", \"status\": \"connected\", \"source\":"
                        + " \"user\"}], \"plugins\": [{\"name\": \"p\", \"path\": \"/p\","
                        + " \"source\": \"p@market\"}]}")
                .orElseThrow(),
            bench.spec().settings(),
            folder);
    assertThat(surprising.surprises())
        .hasSize(2)
        .allMatch(said -> said.contains("which the pool did not give it"));
  }
}
