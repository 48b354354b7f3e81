package dev.agentpool.daemon;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import dev.agentpool.redact.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the daemon's log goes: to standard error, which its starter keeps in a file. Set up by the
 * program and not by a file on the class path, which would decide for a program that embeds the
 * daemon too, and costs the memory of an XML parser.
 */
final class DaemonLog {
  private static final String LINE =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{0} [%thread] %msg%n%ex{6}";

  /** What says too much at INFO. */
  private static final List<String> LOUD =
      List.of("org.eclipse.jetty", "io.javalin", "com.zaxxer.hikari");

  private DaemonLog() {}

  /**
   * @param redaction what each line goes through
   * @param environment names the level as {@code AGENTPOOL_LOG}; INFO when it names none that there
   *     is
   */
  static void begin(Map<String, String> environment, Redaction redaction) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return; // a program that brought its own
    }
    context.reset();
    PatternLayoutEncoder encoder = redacting(redaction);
    encoder.setContext(context);
    encoder.setPattern(LINE);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("standard error");
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(Level.toLevel(environment.get("AGENTPOOL_LOG"), Level.INFO));
    LOUD.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
  }

  /** What agents and their CLIs said may stand in a line, also in an exception's. */
  private static PatternLayoutEncoder redacting(Redaction redaction) {
    return new PatternLayoutEncoder() {
      @Override
      public byte[] encode(ILoggingEvent event) {
        return redaction
            .over(new String(super.encode(event), StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8);
      }
    };
  }
}
