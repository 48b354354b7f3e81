package dev.agentpool.provider.codex;

import dev.agentpool.provider.cli.CliCommand;
import dev.agentpool.provider.cli.SessionFiles;
import dev.agentpool.session.Enclosure;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.walls.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command line, environment and home of a Codex app-server. */
final class CodexCommand implements CliCommand {
  private final Path program;
  private final SessionSpec spec;
  private final SessionFiles files;
  private final CodexHome home;

  /** {@code folder} is an existing one for the session's own files; null to write none. */
  CodexCommand(Path program, SessionSpec spec, @Nullable Path folder) {
    this.program = program;
    this.spec = spec;
    this.files = new SessionFiles(folder);
    this.home = new CodexHome(spec, files, folder);
  }

  /**
   * Everything a process of this spec is given, resume left out; for comparing.
   *
   * @throws IOException when the user's configuration cannot be read
   */
  static List<String> given(Path program, SessionSpec spec) throws IOException {
    CodexCommand command = new CodexCommand(program, spec.withoutResumeAndCap(), null);
    List<String> given = new ArrayList<>(command.arguments());
    given.addAll(command.files.contents());
    given.add(SessionSpec.shared(command.environment()).toString());
    return given;
  }

  @Override
  public List<String> arguments() throws IOException {
    files.write(CodexTerms.FILE, CodexTerms.of(spec).text());
    home.write();
    return List.of(program.toString(), "app-server");
  }

  @Override
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(spec.environment());
    environment.remove(SessionSpec.TRUSTED_CONTENTS);
    if (spec.enclosure() instanceof Enclosure.Walled) {
      environment.computeIfPresent("TMPDIR", (name, elsewhere) -> "/tmp");
    }
    Path own = home.path();
    if (own != null) {
      environment.put("CODEX_HOME", own.toString());
      if (own.startsWith(real(environment.getOrDefault("TMPDIR", "/tmp")))) {
        // below the folder for temporary files it starts no sandbox
        environment.put("TMPDIR", CodexHome.scratch(own).toString());
      }
    }
    return environment;
  }

  private static Path real(String folder) {
    try {
      return Path.of(folder).toRealPath();
    } catch (IOException gone) {
      return Path.of(folder);
    }
  }

  @Override
  public SessionFiles files() {
    return files;
  }

  /** Its sandbox is walls of its own within ours, which no root can build. */
  @Override
  public void lay(Layout layout, Path workingDirectory) throws IOException {
    Path own = home.path();
    if (own != null && Files.isDirectory(own)) {
      home.lay(layout);
    }
    layout.asOrdinaryUser();
  }
}
