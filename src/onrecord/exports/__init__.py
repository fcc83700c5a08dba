"""Stories in the formats of others: tables, ninjs, FollowTheMoney, PLOVER.

Every module turns `onrecord.exports.story_records.StoryRecords` into one format and knows nothing
of files, pages or databases; `onrecord.exports.formats` is the list of them.
"""
