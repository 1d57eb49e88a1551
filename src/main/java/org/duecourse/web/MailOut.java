package org.duecourse.web;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.UUID;
import org.duecourse.worklist.Outbox;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * Sends what is in the outbox by SMTP, in the person's language. Neither the subject nor the text
 * says anything about a visit, a clinic or a name: what there is to know stands behind the link, or
 * is said on the telephone. A message that is sent again has the same Message-ID.
 */
final class MailOut {
  private static final String CONNECT_MS = "10000";
  private static final String ANSWER_MS = "20000";

  private final Outbox outbox;
  private final MailSettings settings;
  private final JavaMailSenderImpl sender;

  MailOut(Outbox outbox, MailSettings settings) {
    this.outbox = outbox;
    this.settings = settings;
    this.sender = sender(settings);
  }

  private static JavaMailSenderImpl sender(MailSettings settings) {
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setHost(settings.host());
    sender.setPort(settings.port());
    sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
    Properties smtp = sender.getJavaMailProperties();
    smtp.put("mail.smtp.connectiontimeout", CONNECT_MS);
    smtp.put("mail.smtp.timeout", ANSWER_MS);
    smtp.put("mail.smtp.writetimeout", ANSWER_MS);
    if (!settings.user().isEmpty()) {
      sender.setUsername(settings.user());
      sender.setPassword(settings.password());
      smtp.put("mail.smtp.auth", "true");
    }
    switch (settings.tls()) {
      case STARTTLS -> {
        smtp.put("mail.smtp.starttls.enable", "true");
        smtp.put("mail.smtp.starttls.required", "true");
        smtp.put("mail.smtp.ssl.checkserveridentity", "true");
      }
      case TLS -> {
        smtp.put("mail.smtp.ssl.enable", "true");
        smtp.put("mail.smtp.ssl.checkserveridentity", "true");
      }
      case NONE -> {}
    }
    return sender;
  }

  /**
   * Sends what is due.
   *
   * @return how many a server took
   */
  int send() {
    return outbox.work(this::send);
  }

  private Outbox.Result send(Outbox.Letter letter) {
    try {
      sender.send(message(letter));
      return new Outbox.Result.Sent();
    } catch (AddressException e) {
      return new Outbox.Result.Never("address");
    } catch (MailAuthenticationException e) {
      return new Outbox.Result.Later("sign-in");
    } catch (MailSendException e) {
      return e.getFailedMessages().values().stream().anyMatch(MailOut::isRefused)
          ? new Outbox.Result.Never("refused")
          : new Outbox.Result.Later("unreachable");
    } catch (MailException | MessagingException e) {
      return new Outbox.Result.Later("unreachable");
    }
  }

  /** Whether the server said that there is no such address. */
  private static boolean isRefused(Exception failure) {
    return failure instanceof SendFailedException failed
        && failed.getInvalidAddresses() != null
        && failed.getInvalidAddresses().length > 0;
  }

  private MimeMessage message(Outbox.Letter letter) throws MessagingException {
    PatientWords words = PatientWords.of(letter.language());
    MimeMessage message = new KeptId(id(letter));
    message.setFrom(new InternetAddress(settings.from(), true));
    message.setRecipient(MimeMessage.RecipientType.TO, new InternetAddress(letter.to(), true));
    message.setSubject(words.say("mail.subject"), StandardCharsets.UTF_8.name());
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setText(text(words, letter), StandardCharsets.UTF_8.name());
    return message;
  }

  private String text(PatientWords words, Outbox.Letter letter) {
    String token = letter.token();
    return words.say("mail.greeting")
        + "\n\n"
        + (token == null
            ? words.say("mail.call")
            : words.say("mail.link", settings.address() + "/offer/" + token))
        + "\n\n"
        + words.say("mail.end")
        + "\n";
  }

  private String id(Outbox.Letter letter) {
    String same = settings.address() + " " + letter.noticeId();
    return "<"
        + UUID.nameUUIDFromBytes(same.getBytes(StandardCharsets.UTF_8))
        + "@"
        + settings.address().getHost()
        + ">";
  }

  /** A message that keeps its id when it is sent again. */
  private final class KeptId extends MimeMessage {
    private final String id;

    KeptId(String id) {
      super(sender.getSession());
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
