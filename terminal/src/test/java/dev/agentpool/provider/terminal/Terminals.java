package dev.agentpool.provider.terminal;

import dev.agentpool.provider.rpc.ProviderBench;
import dev.agentpool.testkit.FakeAgent;
import dev.agentpool.time.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;

/** Benches of providers by terminal, over the stand-ins of the testkit. */
final class Terminals {
  private Terminals() {}

  static void needTmux() {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/tmux")), "tmux is not installed on this machine");
  }

  /** A CLI that cannot be installed, played by a stand-in of its name. */
  static ProviderBench standIn(Path folder, String provider, String command, String mode) {
    needTmux();
    try {
      Path programs = Files.createDirectories(folder.resolve("bin"));
      Path fake = FakeAgent.install(programs);
      Path program =
          Files.writeString(
              programs.resolve(command),
              "#!/bin/sh\nexec \"$(dirname \"$0\")/"
                  + fake.getFileName()
                  + "\" "
                  + mode
                  + " \"$@\"\n");
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
      ProviderBench bench = bench(folder, provider, fake);
      bench.environment.merge("PATH", programs + ":", (path, first) -> first + path);
      return bench.with("access", "full");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ProviderBench fake(Path folder, String provider) {
    needTmux();
    return bench(folder, provider, FakeAgent.install(folder.resolve("bin")));
  }

  static ProviderBench bench(Path folder, String provider, Path fakes) {
    return new ProviderBench(
            folder,
            (host, clock, awake, timings, seal) ->
                TerminalProvider.known(
                        new TerminalProvider.Parts(host, clock, awake, Pause.real(), timings, seal),
                        fakes)
                    .get(provider))
        .with("provider", provider);
  }
}
