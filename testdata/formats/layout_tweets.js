window.YTD.tweets.part0 = [ {
  "tweet" : {
    "id" : "1390", "full_text" : "The port council has said no.", "created_at" : "Fri May 14 06:30:00 +0000 2021", "favorite_count" : "9"
  }
} ]
