package dev.agentpool.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentpool.definition.DefinitionException.Code;
import dev.agentpool.document.Diagnostic;
import dev.agentpool.document.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentDefinitionsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  @TempDir Path temp;
  private Path project;
  private AgentDefinitions definitions;

  @BeforeEach
  void open() throws IOException {
    project = Files.createDirectories(temp.resolve("project"));
    Path root = project.resolve(".claude");
    definitions =
        new AgentDefinitions(
            new DefinitionPlaces(
                List.of(root.resolve("agents")),
                List.of(root.resolve("skills")),
                List.of(root.resolve("expertise")),
                project));
  }

  private Path write(String path, String text) throws IOException {
    Path file = project.resolve(".claude").resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private DefinitionException refusal(String name) {
    DefinitionException refused =
        catchThrowableOfType(DefinitionException.class, () -> definitions.get(name));
    assertThat(refused).as("was not refused").isNotNull();
    return refused;
  }

  @Test
  void aDefinitionMaySayEverything() throws IOException {
    Path file =
        write(
            "agents/reviewer.md",
            """
            ---
            name: reviewer
            description: "Reviews: everything"
            model: opus
            effort: high
            permission_mode: plan
            tools: [Read, "Bash(git log:*)", "Bash(git show:*)"]
            disallowed_tools: Write, Edit
            skills:
              - 'style'
              - tests
            expertise: [java, "sql"]
            ---

            You review.
            """);
    AgentDefinition definition = definitions.get("reviewer").definition();
    assertThat(definition)
        .isEqualTo(
            new AgentDefinition(
                "reviewer",
                "Reviews: everything",
                "You review.",
                "opus",
                "high",
                "plan",
                List.of("Read", "Bash(git log:*)", "Bash(git show:*)"),
                List.of("Write", "Edit"),
                List.of("style", "tests"),
                List.of("java", "sql"),
                file));
    assertThat(definition.settings())
        .isEqualTo(
            Map.of(
                "model",
                "opus",
                "effort",
                "high",
                "permission_mode",
                "plan",
                "tools",
                List.of("Read", "Bash"),
                "allowed_tools",
                List.of("Bash(git log:*)", "Bash(git show:*)"),
                "disallowed_tools",
                List.of("Write", "Edit")));
  }

  @Test
  void aDefinitionOfClaudeCodeIsUnderstood() throws IOException {
    write(
        "agents/a.md",
        "---\r\nname: a\r\ndescription: Use when: asked\r\ntools: Read, Grep\r\nmodel: inherit\r\n"
            + "permissionMode: acceptEdits\r\ncolor: blue\r\n---\r\n\r\nBody\r\n");
    ComposedAgent agent = definitions.get("a");
    assertThat(agent.definition().description()).isEqualTo("Use when: asked");
    assertThat(agent.definition().body()).isEqualTo("Body");
    assertThat(agent.definition().settings())
        .isEqualTo(Map.of("tools", List.of("Read", "Grep"), "permission_mode", "acceptEdits"));
    assertThat(agent.diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly(
            "the value of 'description' is taken as text; quote it",
            "'color' is not known and has no effect");
  }

  @Test
  void withoutFrontMatterTheWholeFileIsTheBody() throws IOException {
    write("agents/plain.md", "Just do it.\n---\nReally.");
    AgentDefinition definition = definitions.get("plain").definition();
    assertThat(definition.body()).isEqualTo("Just do it.\n---\nReally.");
    assertThat(definition.settings()).isEmpty();
  }

  @Test
  void thePromptIsEnvironmentThenSkillsThenExpertiseThenBody() throws IOException {
    write("agents/a.md", "---\nexpertise: java\nskills: [two, one]\n---\nBODY");
    write("skills/one/SKILL.md", "---\nname: one\n---\nONE {x} $ARGUMENTS !`id`");
    write("skills/two/SKILL.md", "TWO");
    write("expertise/java.md", "JAVA");
    String prompt = definitions.get("a").systemPrompt(project, NOW);
    assertThat(prompt)
        .startsWith("# Environment\n")
        .contains("Working directory: " + project, "2026-01-02T03:04:05Z")
        .endsWith(
            """


            # Skill: two

            TWO

            # Skill: one

            ---
            name: one
            ---
            ONE {x} $ARGUMENTS !`id`

            # Expertise: java

            JAVA

            BODY\
            """);
  }

  @Test
  void whatIsMissingIsTold() throws IOException {
    write("agents/a.md", "---\nname: other\nskills: [gone]\nexpertise: [lost]\n---\n");
    ComposedAgent agent = definitions.get("a");
    assertThat(agent.attachments()).isEmpty();
    assertThat(agent.diagnostics())
        .extracting(Diagnostic::message)
        .satisfiesExactly(
            name -> assertThat(name).contains("'other'", "the agent is 'a'"),
            body -> assertThat(body).contains("no instructions"),
            skill -> assertThat(skill).contains("skill 'gone' not found", "gone/SKILL.md"),
            lost -> assertThat(lost).contains("expertise 'lost' not found", "lost.md"));
  }

  @Test
  void anEditChangesTheFingerprintAndATouchDoesNot() throws IOException {
    Path agent = write("agents/a.md", "---\nskills: [s]\nexpertise: e\n---\nbody");
    Fingerprint without = definitions.get("a").fingerprint();
    Path skill = write("skills/s/SKILL.md", "one");
    Fingerprint with = definitions.get("a").fingerprint();
    assertThat(with).isNotEqualTo(without);
    Files.delete(skill);
    write("skills/s/SKILL.md", "one");
    assertThat(definitions.get("a").fingerprint()).isEqualTo(with);
    write("skills/s/SKILL.md", "two");
    Fingerprint edited = definitions.get("a").fingerprint();
    assertThat(edited).isNotEqualTo(with);
    write("expertise/e.md", "e");
    assertThat(definitions.get("a").fingerprint()).isNotEqualTo(edited);
    Files.writeString(agent, "other");
    assertThat(definitions.get("a").definition().body()).isEqualTo("other");
  }

  @Test
  void anUnknownAgentIsToldWithItsPath() {
    assertThat(refusal("nobody"))
        .hasMessage("agent file not found: " + project.resolve(".claude/agents/nobody.md"));
    assertThat(refusal("nobody").code()).isEqualTo(Code.NOT_FOUND);
    assertThat(refusal(" ").code()).isEqualTo(Code.INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "..",
        "../agents-evil/x",
        "/etc/passwd",
        "a/b",
        "a\\b",
        ".hidden",
        "a\0b"
      })
  void namesThatLeadElsewhereAreRefused(String name) throws IOException {
    write("secret.md", "secret");
    write("agents-evil/x.md", "secret");
    write("agents/a/b.md", "x");
    assertThat(refusal(name)).hasMessageContaining("path traversal detected");
    assertThat(refusal(name).code()).isEqualTo(Code.TRAVERSAL);
    write("agents/user.md", "---\nskills: [\"" + escaped(name) + "\"]\n---\nx");
    assertThat(refusal("user")).hasMessageContaining("path traversal detected");
    write("agents/user.md", "---\nexpertise: [\"" + escaped(name) + "\"]\n---\nx");
    assertThat(refusal("user")).hasMessageContaining("path traversal detected");
  }

  private static String escaped(String name) {
    return name.replace("\\", "\\\\").replace("\0", "\\0");
  }

  @Test
  void linksOutOfTheProjectAreRefused() throws IOException {
    Path secret = Files.writeString(temp.resolve("secret.md"), "secret");
    Path agents = Files.createDirectories(project.resolve(".claude/agents"));
    Files.createSymbolicLink(agents.resolve("evil.md"), secret);
    assertThat(refusal("evil")).hasMessageContaining("path traversal detected");
    Files.createSymbolicLink(agents.resolve("dangling.md"), temp.resolve("gone"));
    assertThat(refusal("dangling").code()).isEqualTo(Code.INVALID);
    write("shared.md", "shared");
    Files.createSymbolicLink(agents.resolve("good.md"), project.resolve(".claude/shared.md"));
    assertThat(definitions.get("good").definition().body()).isEqualTo("shared");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "---%nname: a            | the front matter has no end",
        "---%nskills: [a%n---%n  | not YAML",
        "---%nskills: {a: b}%n---| 'skills' has to be a list",
        "---%ntools: []%n---%nx  | 'tools' is empty",
        "---%nmodel: [x]%n---%nx | 'model' has to be a text",
      })
  void aBadFileIsRefusedWithPlaceAndReason(String text, String problem) throws IOException {
    Path file = write("agents/bad.md", text.strip().replace("%n", "\n"));
    write("agents/good.md", "good");
    assertThat(refusal("bad"))
        .hasMessageContaining("agent file " + file + " cannot be used: ")
        .hasMessageContaining(problem.strip());
    assertThat(definitions.list().agents())
        .extracting(AgentDefinition::name)
        .containsExactly("good");
    assertThat(definitions.list().diagnostics()).hasSize(1);
    assertThat(definitions.has("bad")).isTrue();
  }

  @Test
  void brokenBytesAndLargeFilesAreRefused() throws IOException {
    Path file = write("agents/bad.md", "");
    Files.write(file, new byte[] {(byte) 0xff});
    assertThat(refusal("bad")).hasMessageContaining("not UTF-8");
    Files.write(file, new byte[1 << 21]);
    assertThat(refusal("bad")).hasMessageContaining("larger than 1 MiB");
  }

  @Test
  void theLaterDirectoryWins() throws IOException {
    Path user = temp.resolve("user");
    DefinitionPlaces places = DefinitionPlaces.standard(user, user.resolve(".agent-pool"), project);
    AgentDefinitions all = new AgentDefinitions(places);
    for (Path directory : places.agents()) {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("a.md"), directory.toString());
      assertThat(all.get("a").definition().body()).isEqualTo(directory.toString());
    }
    assertThat(all.list().agents()).hasSize(1);
    assertThat(catchThrowableOfType(DefinitionException.class, () -> all.get("b")))
        .hasMessageStartingWith(
            "agent file not found: " + project.resolve(".agent-pool/agents/b.md"))
        .hasMessageContaining("also looked in");
  }

  @Test
  void nothingThereIsAnEmptyList() throws IOException {
    assertThat(definitions.list().agents()).isEmpty();
    write("agents/notes.txt", "x");
    write("agents/.hidden.md", "x");
    write("agents/folder.md/x", "x");
    assertThat(definitions.list().agents()).isEmpty();
    assertThat(definitions.list().diagnostics()).isEmpty();
  }
}
