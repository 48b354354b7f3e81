package dev.agentpool.oldprogram;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** {@code agent-pool}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Path image = Path.of(System.getProperty("agentpool.dist", "."));
    Where here =
        new Where(
            Path.of("").toAbsolutePath(),
            Path.of(System.getenv().getOrDefault("HOME", System.getProperty("user.home", "/"))),
            System.getenv(),
            System.in,
            System.out,
            System.err,
            Clock.systemUTC(),
            Agentpool.of(image.resolve("agentpool").toAbsolutePath()),
            Interrupts::first);
    int code = OldProgram.run(List.of(arguments), here);
    System.out.flush();
    Runtime.getRuntime().halt(code);
  }
}
