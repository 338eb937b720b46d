/** A mail's text before it has a form; every value in it is plain text. */
export type MailContent = {
  subject: string;
  paragraphs: string[];
  action?: { label: string; link: string };
  /** Said after the link, in small print. */
  footnote?: string;
};
