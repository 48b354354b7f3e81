package dev.agentpool.mcp;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** A request whose body was read before, and whose end is told before the container knows it. */
final class HttpExchange extends HttpServletRequestWrapper {
  private final byte[] body;
  private final Runnable ending;
  private volatile @Nullable AsyncContext async;

  HttpExchange(HttpServletRequest request, byte[] body, Runnable ending) {
    super(request);
    this.body = body;
    this.ending = ending;
  }

  @Override
  public ServletInputStream getInputStream() {
    return new Body(body);
  }

  @Override
  public int getContentLength() {
    return body.length;
  }

  @Override
  public long getContentLengthLong() {
    return body.length;
  }

  @Override
  public @Nullable String getCharacterEncoding() {
    return null; // JSON is UTF-8
  }

  @Override
  public AsyncContext startAsync() {
    AsyncContext started = super.startAsync();
    AsyncContext told =
        (AsyncContext)
            Proxy.newProxyInstance(
                AsyncContext.class.getClassLoader(),
                new Class<?>[] {AsyncContext.class},
                (_, method, arguments) -> {
                  if (method.getName().equals("complete")) {
                    ending.run();
                  }
                  try {
                    return method.invoke(started, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    async = told;
    return told;
  }

  /** Ends the response from our side, if it is still open. */
  void abandon() {
    AsyncContext current = async;
    if (current != null) {
      try {
        current.complete();
      } catch (IllegalStateException alreadyComplete) {
        // just as well
      }
    }
  }

  private static final class Body extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    Body(byte[] bytes) {
      this.bytes = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int from, int length) {
      return bytes.read(into, from, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("the body is here already");
    }
  }
}
