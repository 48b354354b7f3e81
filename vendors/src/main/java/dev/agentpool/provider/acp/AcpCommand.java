package dev.agentpool.provider.acp;

import dev.agentpool.provider.cli.Behind;
import dev.agentpool.provider.cli.CliCommand;
import dev.agentpool.provider.cli.HeldAccess;
import dev.agentpool.provider.cli.SessionFiles;
import dev.agentpool.provider.cli.UsualWalls;
import dev.agentpool.session.Enclosure;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.settings.Access;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.walls.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The command line and environment of a session over ACP, and what its conversations begin with.
 */
final class AcpCommand implements CliCommand {
  private final AcpCli cli;
  private final Path program;
  private final SessionSpec spec;
  private final SessionFiles files;
  private final AcpCli.Held held;
  private final boolean starts;

  /** {@code files} is an existing folder for the session's own files; null to write none. */
  AcpCommand(AcpCli cli, Path program, SessionSpec spec, @Nullable Path files) {
    this.cli = cli;
    this.program = program;
    this.spec = spec;
    this.files = new SessionFiles(files);
    this.starts = files != null;
    Access access = HeldAccess.of(spec.settings());
    this.held =
        Objects.requireNonNull(cli.access().get(access), () -> cli.name() + " cannot " + access);
  }

  /** Everything a process of this spec is given, resume left out; for comparing. */
  static List<String> given(AcpCli cli, Path program, SessionSpec spec) {
    AcpCommand command = new AcpCommand(cli, program, spec.withoutResumeAndCap(), null);
    try {
      List<String> given = new ArrayList<>(command.arguments());
      given.addAll(command.files.contents());
      given.add(SessionSpec.shared(command.environment()).toString());
      return given;
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written", e);
    }
  }

  @Override
  public List<String> arguments() throws IOException {
    if (starts) {
      UsualWalls.make(cli.keeps(), environment());
    }
    files.write(AcpTerms.FILE, terms().text());
    List<String> line = new ArrayList<>(program());
    line.addAll(cli.arguments());
    line.addAll(held.arguments());
    if (cli.model() instanceof AcpCli.Model.Option(String flag)) {
      model().ifPresent(model -> line.addAll(List.of(flag, model)));
    }
    return line;
  }

  private List<String> program() {
    AcpCli.Script script = cli.script();
    Optional<Path> file = script == null ? Optional.empty() : Behind.of(program, script.file());
    if (script == null || file.isEmpty()) {
      return List.of(program.toString());
    }
    List<String> line = new ArrayList<>(script.interpreter());
    line.add(file.get().toString());
    return line;
  }

  private Optional<String> model() {
    Object own = spec.settings().vendor(cli.name()).get("model");
    return spec.settings()
        .find(SettingKeys.MODEL)
        .or(() -> Optional.ofNullable(own).map(Object::toString));
  }

  AcpTerms terms() {
    Settings settings = spec.settings();
    String preface =
        Stream.of(SettingKeys.SYSTEM_PROMPT, SettingKeys.APPEND_SYSTEM_PROMPT)
            .flatMap(key -> settings.find(key).stream())
            .collect(Collectors.joining("\n\n"));
    return new AcpTerms(
        spec.workingDirectory().toString(),
        HeldAccess.of(settings),
        AcpServers.of(settings.find(SettingKeys.MCP_SERVERS).orElse(Map.of())),
        cli.model() instanceof AcpCli.Model.Request ? model().orElse(null) : null,
        held.mode(),
        AnyAcp.kept(settings.vendor(cli.name())),
        preface);
  }

  @Override
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(spec.environment());
    environment.remove(SessionSpec.TRUSTED_CONTENTS);
    if (spec.enclosure() instanceof Enclosure.Walled) {
      environment.computeIfPresent("TMPDIR", (name, elsewhere) -> "/tmp");
    }
    environment.putAll(cli.environment());
    environment.putAll(held.environment());
    if (cli.model() instanceof AcpCli.Model.Variable(String name)) {
      model().ifPresent(model -> environment.put(name, model));
    }
    return environment;
  }

  @Override
  public SessionFiles files() {
    return files;
  }

  @Override
  public void lay(Layout layout, Path workingDirectory) throws IOException {
    UsualWalls.lay(layout, spec, workingDirectory, program, cli.keeps(), environment());
  }
}
