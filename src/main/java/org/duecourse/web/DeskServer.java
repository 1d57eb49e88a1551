package org.duecourse.web;

import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.duecourse.desk.Desk;
import org.duecourse.io.Refused;
import org.duecourse.store.Store;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.web.context.support.StandardServletEnvironment;

/**
 * The desk's server, running. Settings come from {@link ServerSettings} alone: no properties file
 * and no environment variable of the framework is read.
 */
public final class DeskServer implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final ServerSettings settings;

  private DeskServer(ConfigurableApplicationContext context, ServerSettings settings) {
    this.context = context;
    this.settings = settings;
  }

  /**
   * Starts answering. The store is open and migrated already, and stays the caller's to close,
   * after this server.
   */
  public static DeskServer start(Store store, ServerSettings settings, Clock clock) {
    SpringApplication application = new SpringApplication(WebConfiguration.class);
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    application.setAddCommandLineProperties(false);
    application.setEnvironment(new OwnEnvironment(properties(settings)));
    application.addInitializers(
        context -> {
          // Registered as they are, so that closing the server leaves the store open.
          context.getBeanFactory().registerSingleton("dataSource", store.dataSource());
          context.getBeanFactory().registerSingleton("clock", clock);
          context.getBeanFactory().registerSingleton("desk", Desk.over(store.jdbi(), clock));
          context.getBeanFactory().registerSingleton("settings", settings);
        });
    try {
      return new DeskServer(application.run(), settings);
    } catch (PortInUseException e) {
      throw portTaken(settings);
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException) {
          throw portTaken(settings);
        }
      }
      throw e;
    }
  }

  /** The port that it listens on. */
  public int port() {
    String port = context.getEnvironment().getProperty("local.server.port");
    if (port == null) {
      throw new IllegalStateException("The server has no port.");
    }
    return Integer.parseInt(port);
  }

  /** Where a browser on this machine finds it. */
  public URI address() {
    boolean everywhere = settings.bind().equals("0.0.0.0") || settings.bind().equals("::");
    String host = everywhere ? "localhost" : settings.bind();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/");
  }

  /** The code with which the first administrator is made, if there is no account yet. */
  public SetupCode setupCode() {
    return context.getBean(SetupCode.class);
  }

  /** The accounts, for what starts the server. */
  public Accounts accounts() {
    return context.getBean(Accounts.class);
  }

  /** The desk that it shows. */
  public Desk desk() {
    return context.getBean(Desk.class);
  }

  /** Lets running requests end, then stops answering. */
  @Override
  public void close() {
    context.close();
  }

  /** The parts, for a look at them. */
  ConfigurableApplicationContext context() {
    return context;
  }

  private static Refused portTaken(ServerSettings settings) {
    return Refused.usage(
        "Port "
            + settings.port()
            + " on "
            + settings.bind()
            + " is taken by another program. Maybe choose another with --port, or 0 for any free one.");
  }

  private static Map<String, Object> properties(ServerSettings settings) {
    Map<String, Object> values = new HashMap<>();
    values.put("spring.config.location", "optional:classpath:/org/duecourse/web/none/");
    values.put("spring.main.lazy-initialization", "false");
    values.put("spring.threads.virtual.enabled", "true");
    values.put("spring.jmx.enabled", "false");
    values.put("spring.lifecycle.timeout-per-shutdown-phase", "10s");
    values.put("spring.web.resources.add-mappings", "false");
    values.put("spring.servlet.multipart.enabled", "false");
    values.put("spring.mvc.formcontent.filter.enabled", "false");
    values.put("spring.jackson.deserialization.fail-on-unknown-properties", "true");
    values.put("spring.session.jdbc.initialize-schema", "never");
    values.put("spring.session.jdbc.table-name", "web_session");
    values.put("spring.session.timeout", settings.idle().toSeconds() + "s");
    values.put("server.address", settings.bind());
    values.put("server.port", String.valueOf(settings.port()));
    values.put("server.shutdown", "graceful");
    values.put("server.forward-headers-strategy", settings.behindProxy() ? "native" : "none");
    values.put("server.servlet.session.cookie.name", "duecourse");
    values.put("server.servlet.session.cookie.http-only", "true");
    values.put("server.servlet.session.cookie.same-site", "lax");
    values.put("server.tomcat.max-http-form-post-size", BodyLimit.FORM_BYTES + "B");
    values.put("server.tomcat.max-swallow-size", BodyLimit.FORM_BYTES + "B");
    values.put("server.tomcat.max-parameter-count", "500");
    values.put("server.tomcat.connection-timeout", "20s");
    values.put("server.tomcat.use-relative-redirects", "true");
    return values;
  }

  /** Only our settings: neither files nor variables of the machine change how the server runs. */
  private static final class OwnEnvironment extends StandardServletEnvironment {
    OwnEnvironment(Map<String, Object> values) {
      getPropertySources().addFirst(new MapPropertySource("duecourse", values));
    }

    @Override
    protected void customizePropertySources(MutablePropertySources sources) {
      // None of the usual ones: not the servlet's, not the system's, not the environment's.
    }
  }
}
