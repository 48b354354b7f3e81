package dev.agentpool.cli;

import dev.agentpool.cli.client.DaemonClient;
import dev.agentpool.cli.client.DaemonHome;
import dev.agentpool.cli.client.DaemonStart;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.terminal.Sheet;
import dev.agentpool.cli.terminal.Size;
import dev.agentpool.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls the command line in this process. */
record Calls(Path home, Path directory, @Nullable Path image, Map<String, String> more) {
  Calls(Path home, Path directory, @Nullable Path image) {
    this(home, directory, image, Map.of());
  }

  /** The same with a variable more in its environment. */
  Calls with(String name, String value) {
    Map<String, String> changed = new HashMap<>(more);
    changed.put(name, value);
    return new Calls(home, directory, image, changed);
  }

  /** What a call printed and returned. */
  record Call(int code, String out, String err) {}

  Call run(String... arguments) {
    return runWith(new byte[0], false, arguments);
  }

  Call runWith(byte[] input, boolean terminals, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return run(stream(out), out, input, terminals, arguments);
  }

  /** Where every write to standard output fails. */
  Call withFullDisk(String... arguments) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    return run(Terminal.printer(full), new ByteArrayOutputStream(), new byte[0], false, arguments);
  }

  private Call run(
      PrintStream printer,
      ByteArrayOutputStream out,
      byte[] input,
      boolean terminals,
      String... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input),
            printer,
            stream(err),
            terminals,
            terminals,
            terminals,
            true,
            new Sheet(() -> Size.of(more)));
    Map<String, String> environment = new HashMap<>(more);
    environment.putIfAbsent("AGENT_POOL_HOME", home.toString());
    environment.putIfAbsent("PATH", "/usr/bin:/bin");
    environment.putIfAbsent("PAGER", "cat");
    DaemonStart start = new DaemonStart(image, "java", environment, Duration.ofSeconds(10));
    DaemonClient daemon = new DaemonClient(DaemonHome.of(environment), start, environment);
    int code =
        CommandLines.run(new Surroundings(environment, directory, terminal, daemon), arguments);
    return new Call(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, false, StandardCharsets.UTF_8);
  }
}
