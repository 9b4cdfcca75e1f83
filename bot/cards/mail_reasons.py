"""Why an e-mail was not sent, in words: for people in the secretariat, and for those who run the bot."""

ASK = "be den som drifter meg, om å se på"
REASONS = {
    "smtp_address": "e-posttjeneren sier at adressen ikke finnes",
    "smtp_bounced": "e-posten kom i retur",
    "smtp_by_hand": "en av dere sa at adressen ikke virker",
    "smtp_policy": "e-posttjeneren vil ikke ta imot e-post fra oss til denne adressen",
    "smtp_full": "postkassen er full",
    "smtp_content": "e-posttjeneren ville ikke ta imot e-posten",
    "smtp_login": f"e-posttjeneren godtar ikke innloggingen vår; {ASK} PADRIVER_SMTP_USER og PADRIVER_SMTP_PASSWORD",
    "smtp_sender": f"e-posttjeneren godtar ikke adressen vi sender fra; {ASK} PADRIVER_MAIL_FROM",
    "smtp_certificate": f"e-posttjeneren har ikke et gyldig sertifikat; {ASK} PADRIVER_SMTP_HOST",
    "smtp_no_tls": f"e-posttjeneren tilbyr ikke kryptering; {ASK} PADRIVER_SMTP_HOST og PADRIVER_SMTP_PORT",
    "smtp_server": f"e-posttjeneren vil ikke snakke med oss; {ASK} PADRIVER_SMTP_HOST og PADRIVER_SMTP_PORT",
    "smtp_unreachable": "e-posttjeneren svarer ikke",
    "smtp_busy": "e-posttjeneren ber oss vente",
    "smtp_pace": "mange e-poster sendes samtidig",
    "smtp_cut": "forbindelsen til e-posttjeneren ble brutt",
    "smtp_slow": "e-posttjeneren svarte ikke i tide",
    "smtp_not_searched": "e-posttjeneren sa ikke om den tok imot e-posten",
    "smtp_no_link": f"boten har ingen adresse eller nøkkel til den personlige lenken; {ASK} PADRIVER_URL og PADRIVER_KEYS",
    "smtp_deleted": "adressen er slettet",
}
"""By the reasons of `bot.mail`."""
